// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// A participant in plain C, written from docs/layout.md and nothing else: proof that the document is enough.
//
//   peer lock NAME       enters the lock, says "Acquired" or "Abandoned", leaves at the next line of input, "consistent" for the data being so
//   peer fork NAME       enters the lock, forks a child that keeps everything open, says "child PID", sleeps
//   peer read NAME       prints each version of a live value of 8 bytes as "VERSION VALUE", until the end of input
//   peer write NAME N    writes the next version
//   peer publish NAME    raises a signal's version
//   peer wait NAME       waits for a signal's next version and prints it

#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef _Atomic uint64_t word;

enum { VERSION = 8, STATE = 16, SIZE = 24, PARTICIPANTS = 32, FLAGS = 40, KIND = 48, BODY = 64, BELL = 128, TABLE = 4096, LINE = 64 };
#define GATE (1LL << 40)
#define PLACE(i) (GATE + 16 + (i))
#define PARKED (1ull << 31)
#define DIRTY (1ull << 30)
#define OWNER 0xFFFFFFFF0000FFFFull

static int file;
static char *memory;
static uint64_t me;

static word *at(uint64_t offset) { return (word *)(memory + offset); }

static void fail(const char *what) {
    printf("error: %s\n", what);
    exit(1);
}

static int lock_byte(int command, short type, long long byte) {
    struct flock region = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    int result = fcntl(file, command, &region);
    return command == F_OFD_GETLK ? result == 0 && region.l_type == F_UNLCK : result == 0;
}

static void futex_wait(word *w, uint64_t seen) {
    struct timespec slice = {.tv_nsec = 50000000};
    syscall(SYS_futex, w, FUTEX_WAIT, (uint32_t)seen, &slice, 0, 0);
}

static void futex_wake(word *w, int count) { syscall(SYS_futex, w, FUTEX_WAKE, count, 0, 0, 0); }

static void join(const char *name) {
    char path[300];
    snprintf(path, sizeof path, "/dev/shm%s", name);
    file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) fail("no such segment");
    while (!lock_byte(F_OFD_SETLK, F_WRLCK, GATE)) usleep(100);
    struct stat status, named;
    if (fstat(file, &status) != 0 || stat(path, &named) != 0 || status.st_ino != named.st_ino) fail("the name means another one");
    memory = mmap(0, status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED || memcmp(memory, "QUAYSIDE", 8) != 0) fail("not a Quayside segment");
    if (*at(VERSION) != 1 || *at(STATE) != 1 || *at(SIZE) != (uint64_t)status.st_size) fail("another layout");
    uint64_t places = *at(PARTICIPANTS), place = 0;
    while (place < places && !lock_byte(F_OFD_SETLK, F_WRLCK, PLACE(place))) place++;
    if (place == places) fail("no free place");
    word *line = at(TABLE + place * LINE);
    uint32_t generation = (uint32_t)*line + 1;
    if (generation == 0) generation = 1;
    *line = generation;
    line[1] = (uint64_t)getpid();
    me = (uint64_t)generation << 32 | (place + 1);
    lock_byte(F_OFD_SETLK, F_UNLCK, GATE);
}

static int is_alive(uint64_t w) {
    uint64_t place = (w & 0xFFFF) - 1;
    if (place >= *at(PARTICIPANTS) || (uint32_t)*at(TABLE + place * LINE) != (uint32_t)(w >> 32)) return 0;
    return (w & OWNER) == me || !lock_byte(F_OFD_GETLK, F_WRLCK, PLACE(place));
}

static const char *enter(word *lock) {
    uint64_t slept = 0;
    for (;;) {
        uint64_t w = *lock;
        if ((w & 0xFFFF) == 0) {
            if (atomic_compare_exchange_strong(lock, &w, me | (w & (PARKED | DIRTY)) | slept)) return w & DIRTY ? "Abandoned" : "Acquired";
        } else if (!is_alive(w)) {
            if (atomic_compare_exchange_strong(lock, &w, me | DIRTY | PARKED)) return "Abandoned";
        } else if (w & PARKED || atomic_compare_exchange_strong(lock, &w, w | PARKED)) {
            futex_wait(lock, w | PARKED);
            slept = PARKED;
        }
    }
}

static void call_consistent(word *lock) {
    for (uint64_t w = *lock; (w & OWNER) == me && w & DIRTY;) {
        if (atomic_compare_exchange_strong(lock, &w, w & ~DIRTY)) return;
    }
}

static void leave(word *lock) {
    for (uint64_t w = me; (w & OWNER) == me;) {
        if (atomic_compare_exchange_strong(lock, &w, w & DIRTY)) {
            if (w & PARKED) futex_wake(lock, 1);
            return;
        }
    }
}

static void announce(word *version, uint64_t value) {
    int rung = *at(BELL) == 1 && atomic_exchange(at(BELL), 0) == 1;
    atomic_exchange(version, value);
    if (rung || *at(BELL) == 1 || *at(FLAGS) & 2) futex_wake(version, INT_MAX);
}

static void wait_for_change(word *version, uint64_t known) {
    for (;;) {
        atomic_exchange(at(BELL), 1);
        if (atomic_load_explicit(version, memory_order_acquire) != known) return;
        futex_wait(version, known);
    }
}

static word *slot_of(uint64_t body, uint64_t v) {
    uint64_t stride = (64 + *at(body + 256) + 127) / 128 * 128;
    return at(body + 384 + v % 4 * stride);
}

static void write_value(uint64_t body, uint64_t value) {
    enter(at(body));
    call_consistent(at(body)); // Whatever a dead writer left, there is nothing to repair.
    uint64_t v = *at(body + 128) + 1;
    word *slot = slot_of(body, v);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    atomic_store_explicit(slot, 2 * v - 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(slot + 1, sizeof value, memory_order_relaxed);
    atomic_store_explicit(slot + 2, now.tv_sec * 1000000000ull + now.tv_nsec, memory_order_relaxed);
    atomic_store_explicit(slot + 8, value, memory_order_relaxed);
    atomic_store_explicit(slot, 2 * v, memory_order_release);
    announce(at(body + 128), v);
    leave(at(body));
    printf("%" PRIu64 "\n", v);
}

static void read_value(uint64_t body, uint64_t *version, uint64_t *value) {
    for (;;) {
        uint64_t v = atomic_load_explicit(at(body + 128), memory_order_acquire);
        word *slot = slot_of(body, v);
        if (v == 0 || atomic_load_explicit(slot, memory_order_acquire) != 2 * v) continue;
        *value = atomic_load_explicit(slot + 8, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        if (atomic_load_explicit(slot, memory_order_relaxed) != 2 * v) continue;
        *version = v;
        return;
    }
}

int main(int count, char **words) {
    if (count < 3) fail("usage: peer VERB NAME [VALUE]");
    setlinebuf(stdout);
    join(words[2]);
    uint64_t body = *at(BODY);
    const char *verb = words[1];
    if (strcmp(verb, "lock") == 0) {
        char line[16] = "";
        puts(enter(at(body)));
        if (fgets(line, sizeof line, stdin) && strcmp(line, "consistent\n") == 0) call_consistent(at(body));
        leave(at(body));
    } else if (strcmp(verb, "fork") == 0) {
        enter(at(body));
        pid_t child = fork();
        if (child == 0) {
            for (;;) pause();
        }
        printf("child %d\n", child);
        for (;;) pause();
    } else if (strcmp(verb, "read") == 0) {
        uint64_t version = 0, value;
        while (getchar() != EOF) {
            wait_for_change(at(body + 128), version);
            read_value(body, &version, &value);
            printf("%" PRIu64 " %" PRIu64 "\n", version, value);
        }
    } else if (strcmp(verb, "write") == 0 && count == 4) {
        write_value(body, strtoull(words[3], 0, 10));
    } else if (strcmp(verb, "publish") == 0) {
        announce(at(body), *at(body) + 1);
    } else if (strcmp(verb, "wait") == 0) {
        uint64_t known = *at(body);
        puts("waiting");
        wait_for_change(at(body), known);
        printf("%" PRIu64 "\n", (uint64_t)*at(body));
    } else {
        fail("unknown verb");
    }

    // By hand, before the mapping keeps them: see the document.
    struct flock all = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = GATE};
    fcntl(file, F_OFD_SETLK, &all);
    return 0;
}
