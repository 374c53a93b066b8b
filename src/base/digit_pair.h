/* Two digits of a decimal number at a time: half the divisions. */
#ifndef BASE_DIGIT_PAIR_H
#define BASE_DIGIT_PAIR_H

/* The two characters of a number below 100. */
static inline const char *digit_pair(unsigned number)
{
	static const char pairs[] = "0001020304050607080910111213141516171819"
				    "2021222324252627282930313233343536373839"
				    "4041424344454647484950515253545556575859"
				    "6061626364656667686970717273747576777879"
				    "8081828384858687888990919293949596979899";

	return pairs + 2 * number;
}

#endif
