/*
 * Included before every source of the addon: names the version of a function of the C library that is asked for, where newer libraries would take
 * their own. These versions are in every glibc since the architecture's first, and in every one to come.
 */
#if defined(__x86_64__)
#define OLD "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define OLD "GLIBC_2.17"
#else
#error "no older versions are known for this machine"
#endif
#define FROM_OLD(name) __asm__(".symver " #name "," #name "@" OLD)
FROM_OLD(dlclose);
FROM_OLD(dlerror);
FROM_OLD(dlopen);
FROM_OLD(dlsym);
FROM_OLD(exp);
FROM_OLD(log);
FROM_OLD(log2);
FROM_OLD(pow);
FROM_OLD(pthread_create);
FROM_OLD(pthread_join);
FROM_OLD(pthread_mutex_trylock);
FROM_OLD(pthread_mutexattr_destroy);
FROM_OLD(pthread_mutexattr_init);
FROM_OLD(pthread_mutexattr_settype);
