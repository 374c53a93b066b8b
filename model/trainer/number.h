/*
 * Logarithm and power of their own, so that training gives the same bytes with every C library:
 * only additions, multiplications, divisions and square roots, which IEEE 754 defines to the bit.
 * Within 1e-14 of the true value, far finer than the weights are stored.
 */
#ifndef TRAINER_NUMBER_H
#define TRAINER_NUMBER_H

double number_log(double x);           /* x > 0 */
double number_exp(double x);           /* |x| < 700 */
double number_pow(double x, double y); /* x >= 0; 0 to the power of 0 is 1 */

#endif
