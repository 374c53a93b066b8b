// The rules of the contract's forms (A.9), checked before anything is sent.

const LETTERS = /^[\p{L}\p{M}' .-]+$/u;
const PHONE = /^\+?\d{1,15}$/;
const COUPON = /^[A-Za-z0-9-]{1,64}$/;
export const PASSWORD_MIN = 8;

export const isName = (text: string): boolean => LETTERS.test(text.trim());
export const isPhone = (text: string): boolean => PHONE.test(text.replace(/[\s-]/g, ''));
export const isCoupon = (text: string): boolean => COUPON.test(text.trim());
export const isEmail = (text: string): boolean => /.@./.test(text.trim());
/** Counted as people count: an emoji is one. */
export const isLongEnough = (text: string): boolean => [...text].length >= PASSWORD_MIN;
