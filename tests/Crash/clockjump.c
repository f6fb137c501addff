// A clock that somebody sets: preloaded into a process, it adds to the time of day the seconds that stand in the file
// CLOCK_JUMP, read anew ten times a second. Clocks that only ever run forward are left alone, as they would be.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real_clock)(clockid_t, struct timespec *);
static _Atomic long long read_at = -1, seconds;

static long long jump(void) {
    struct timespec now;
    real_clock(CLOCK_MONOTONIC, &now);
    long long tenth = now.tv_sec * 10LL + now.tv_nsec / 100000000;
    if (tenth != read_at) {
        const char *path = getenv("CLOCK_JUMP");
        FILE *file = path ? fopen(path, "re") : NULL;
        long long read = 0;
        if (file && fscanf(file, "%lld", &read) == 1) seconds = read;
        if (file) fclose(file);
        read_at = tenth;
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (!real_clock) real_clock = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = real_clock(clock, time);
    if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += jump();
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
