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
//   peer draw NAME N     publishes a frame of 6 x 4 grey pixels, stride 8, all of them N, of which the area 1, 2, 3, 2 has changed
//   peer look NAME       for each line of input: waits for the next frame and prints "SEQUENCE WIDTH HEIGHT FORMAT STRIDE SUM AREA", and then,
//                        for one line more, "SUM" once again, and lets go of the frame

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

enum { LATEST = 128, RELEASED = 256, RELEASED_BELL = 384, SLOTS = 512, CAPACITY = 520, REACH = 528, LINES = 640, PINS = 7, HEAD = 128 };
enum { VERSION = 8, STATE = 16, SIZE = 24, PARTICIPANTS = 32, FLAGS = 40, KIND = 48, BODY = 64, BELL = 128, TABLE = 4096, LINE = 64 };
#define GATE (1LL << 40)
#define PLACE(i) (GATE + 16 + (i))
#define PARKED (1ull << 31)
#define DIRTY (1ull << 30)
#define OWNER 0xFFFFFFFF0000FFFFull

static int file;
static char *memory;
static uint64_t me, place;

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
    uint64_t places = *at(PARTICIPANTS);
    while (place < places && !lock_byte(F_OFD_SETLK, F_WRLCK, PLACE(place))) place++;
    if (place == places) fail("no free place");
    for (int i = 0; *at(KIND) == 5 && i <= PINS; i++) atomic_store(at(*at(BODY) + LINES + place * LINE + 8 * i), 0);
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

static uint64_t round_up(uint64_t size, uint64_t multiple) { return (size + multiple - 1) / multiple * multiple; }

static word *pin_of(uint64_t body, uint64_t place, int index) { return at(body + LINES + place * LINE + 8 + 8 * index); }

static word *head_of(uint64_t body, uint64_t slot) { return at(body + round_up(LINES + *at(PARTICIPANTS) * LINE, HEAD) + slot * HEAD); }

static unsigned char *pixels_of(uint64_t body, uint64_t slot) {
    uint64_t heads = round_up(LINES + *at(PARTICIPANTS) * LINE, HEAD);
    return (unsigned char *)memory + body + round_up(heads + *at(body + SLOTS) * HEAD, 4096) + slot * round_up(*at(body + CAPACITY), 4096);
}

static int is_pinned(uint64_t body, uint64_t slot) {
    for (uint64_t place = 0; place < *at(body + REACH); place++)
        for (int i = 0; i < PINS; i++)
            if (*pin_of(body, place, i) == slot + 1) return 1;
    return 0;
}

// Frames for readers that want every one are not kept.
static uint64_t borrow(uint64_t body, uint64_t s) {
    uint64_t latest = *at(body + LATEST), refused[4] = {0};
    for (uint64_t i = 0; i < *at(body + SLOTS); i++) {
        if (!is_pinned(body, i)) continue;
        refused[i / 64] |= 1ull << i % 64;
        if (*head_of(body, i) == 2 * s) atomic_store_explicit(head_of(body, i), 0, memory_order_release);
    }
    for (;;) {
        uint64_t slot = 0, least = UINT64_MAX, found = 0;
        for (uint64_t i = 0; i < *at(body + SLOTS); i++) {
            uint64_t sequence = *head_of(body, i);
            int is_frame = sequence % 2 == 0 && sequence != 0 && sequence < 2 * s;
            uint64_t age = is_frame ? sequence : sequence == 2 * s ? 0 : 1;
            if (!(latest && i == (latest & 255)) && !(refused[i / 64] >> i % 64 & 1) && age < least) {
                slot = i;
                least = age;
                found = is_frame ? sequence : 0;
            }
        }
        if (least == UINT64_MAX) fail("no slot");
        atomic_exchange(head_of(body, slot), 2 * s - 1);
        if (!is_pinned(body, slot)) return slot;
        atomic_store_explicit(head_of(body, slot), found, memory_order_release);
        refused[slot / 64] |= 1ull << slot % 64;
    }
}

static void draw(uint64_t body, int value) {
    enter(at(body));
    uint64_t s = (*at(body + LATEST) >> 8) + 1, slot = borrow(body, s);
    word *head = head_of(body, slot);
    memset(pixels_of(body, slot), value, 8 * 4);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t words[] = {now.tv_sec * 1000000000ull + now.tv_nsec, 6, 4, 8, 6, 1 | 2ull << 32, 3 | 2ull << 32};
    for (int i = 0; i < 7; i++) atomic_store_explicit(head + 1 + i, words[i], memory_order_relaxed);
    atomic_store_explicit(head, 2 * s, memory_order_release);
    announce(at(body + LATEST), s << 8 | slot);
    leave(at(body));
    printf("%" PRIu64 "\n", s);
}

static unsigned sum(const unsigned char *pixels, uint64_t count) {
    unsigned total = 0;
    while (count-- > 0) total += *pixels++;
    return total;
}

static void unpin(uint64_t body) {
    word *bell = at(body + RELEASED_BELL), *released = at(body + RELEASED);
    atomic_exchange(pin_of(body, place, 0), 0);
    if (*bell == 0) return;
    int rung = atomic_exchange(bell, 0) == 1;
    atomic_fetch_add(released, 1);
    if (rung || *bell == 1) futex_wake(released, INT_MAX);
}

static uint64_t pin(uint64_t body, uint64_t *s) {
    for (;;) {
        uint64_t latest = atomic_load_explicit(at(body + LATEST), memory_order_acquire), slot = latest & 255;
        *s = latest >> 8;
        atomic_exchange(pin_of(body, place, 0), slot + 1);
        if (atomic_load_explicit(head_of(body, slot), memory_order_acquire) == 2 * *s) return slot;
        unpin(body);
    }
}

static void look(uint64_t body) {
    uint64_t reach = *at(body + REACH), latest = 0, s;
    while (reach <= place && !atomic_compare_exchange_strong(at(body + REACH), &reach, place + 1)) { /* more come in */ }
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        wait_for_change(at(body + LATEST), latest);
        uint64_t slot = pin(body, &s);
        latest = s << 8 | slot;
        word *head = head_of(body, slot);
        uint64_t width = head[2], height = head[3], stride = head[4], format = head[5], corner = head[6], extent = head[7];
        uint64_t size = stride * (format == 8 ? height / 2 * 3 : height);
        if (size > *at(body + CAPACITY)) fail("not a frame");
        printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %u", s, width, height, format, stride, sum(pixels_of(body, slot), size));
        printf(" %u,%u,%u,%u\n", (unsigned)corner, (unsigned)(corner >> 32), (unsigned)extent, (unsigned)(extent >> 32));
        if (!fgets(line, sizeof line, stdin)) break;
        printf("%u\n", sum(pixels_of(body, slot), size));
        unpin(body);
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
    } else if (strcmp(verb, "draw") == 0 && count == 4) {
        draw(body, atoi(words[3]));
    } else if (strcmp(verb, "look") == 0) {
        look(body);
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
