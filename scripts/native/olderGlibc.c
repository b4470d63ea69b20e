/*
 * Functions that older C libraries have under other names, for the addon alone: hidden, so that nothing else in the process meets them.
 * Before glibc 2.33 `stat` and its kin were `__xstat` and its kin, with the version of the structure (Linux: 1 on x86-64, 0 on arm64).
 */
#if defined(__x86_64__)
#define OLD "GLIBC_2.2.5"
#define STAT_VERSION 1
#elif defined(__aarch64__)
#define OLD "GLIBC_2.17"
#define STAT_VERSION 0
#endif
#define HIDDEN __attribute__((visibility("hidden")))

extern int old_xstat64(int version, const char *path, void *into);
extern int old_lxstat64(int version, const char *path, void *into);
extern int old_fxstat64(int version, int file, void *into);
__asm__(".symver old_xstat64,__xstat64@" OLD);
__asm__(".symver old_lxstat64,__lxstat64@" OLD);
__asm__(".symver old_fxstat64,__fxstat64@" OLD);
HIDDEN int stat64(const char *path, void *into) { return old_xstat64(STAT_VERSION, path, into); }
HIDDEN int lstat64(const char *path, void *into) { return old_lxstat64(STAT_VERSION, path, into); }
HIDDEN int fstat64(int file, void *into) { return old_fxstat64(STAT_VERSION, file, into); }
/* The same on machines where a file's size has 64 bits anyway (arm64). */
HIDDEN int stat(const char *path, void *into) { return old_xstat64(STAT_VERSION, path, into); }
HIDDEN int lstat(const char *path, void *into) { return old_lxstat64(STAT_VERSION, path, into); }
HIDDEN int fstat(int file, void *into) { return old_fxstat64(STAT_VERSION, file, into); }

extern int old_once(int *control, void (*work)(void));
__asm__(".symver old_once,pthread_once@" OLD);
HIDDEN int pthread_once(int *control, void (*work)(void)) { return old_once(control, work); }

/* std::__throw_bad_array_new_length() of libstdc++ 11: a size below zero was asked for. Without exceptions both end the process. */
extern void abort(void) __attribute__((noreturn));
HIDDEN __attribute__((noreturn)) void _ZSt28__throw_bad_array_new_lengthv(void) { abort(); }
