// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// What C can do at best on this machine: the steps of Quayside's protocols on shared memory, without proofs of life, checks or objects.
// Driven line by line, so that the other side can measure in between:
//
//   OPERATION COUNT         runs the operation COUNT times and prints "OPERATION nanoseconds-each ns"
//
// A failure ends the program with a message and exit code 1.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PAYLOAD = 64, SLOTS = 4 };

// Frames: Quayside's side has as many slots of as many bytes, and leaves as many out at the beginning, while pages are mapped.
enum { FRAME = 8 << 20, FRAMES_LEFT_OUT = 8 };

// As long as Quayside spins before it sleeps.
static const int64_t SPIN = 20000;

// As long as each side works before it answers when both are to sleep; Quayside's side has the same.
static const int64_t WORK = 50000;

static const uint64_t ME = (7ULL << 32) | 1;
static const uint64_t PARKED = 1ULL << 31;
static const uint64_t OWNER = 0xFFFFFFFF0000FFFF;

typedef struct { _Alignas(128) _Atomic uint64_t value; } word;

// A slot of a live value; the payload begins on a cache line of its own.
typedef struct {
    _Alignas(128) _Atomic uint64_t sequence;
    uint64_t length;
    uint64_t time;
    uint64_t zero[5];
    uint64_t payload[PAYLOAD / 8];
} slot;

typedef struct {
    word bell;
    word lock;
    word latest;
    slot slots[SLOTS];
    word ping;
    word pong;
    word ping_bell;
    word pong_bell;
    word filled;
    word filled_bell;
    word emptied;
    word emptied_bell;
    pthread_mutex_t mutex;
    _Alignas(4096) unsigned char frames[SLOTS][FRAME];
} shared;

static shared *memory;
static int file;

static void require(int succeeded, const char *what)
{
    if (!succeeded) {
        fprintf(stderr, "%s: %s\n", what, strerror(errno));
        exit(1);
    }
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long futex(_Atomic uint64_t *word, int operation, uint32_t value, const struct timespec *timeout)
{
    return syscall(SYS_futex, word, operation, value, timeout, NULL, 0);
}

// Noinline: a call into a library is one call; the loop around it must not see inside.
#define OPERATION static __attribute__((noinline))

OPERATION int enter(void)
{
    uint64_t expected = 0;
    return atomic_compare_exchange_strong(&memory->lock.value, &expected, ME);
}

OPERATION void leave(void)
{
    if (atomic_exchange(&memory->lock.value, 0) & PARKED) {
        futex(&memory->lock.value, FUTEX_WAKE, 1, NULL);
    }
}

static void lock_pair(void)
{
    if (!enter()) {
        abort();
    }

    leave();
}

static int silence(word *bell)
{
    return atomic_load_explicit(&bell->value, memory_order_acquire) != 0 && atomic_exchange(&bell->value, 0) != 0;
}

// The role is held: one look at the word says so.
OPERATION void live_write(const uint64_t *value)
{
    if ((atomic_load_explicit(&memory->lock.value, memory_order_relaxed) & OWNER) != ME) {
        abort();
    }

    const uint64_t version = atomic_load_explicit(&memory->latest.value, memory_order_acquire) + 1;
    slot *s = &memory->slots[version % SLOTS];
    atomic_store_explicit(&s->sequence, 2 * version - 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    s->length = PAYLOAD;
    s->time = (uint64_t)now();
    memcpy(s->payload, value, PAYLOAD);
    atomic_store_explicit(&s->sequence, 2 * version, memory_order_release);
    const int is_rung = silence(&memory->bell);
    atomic_exchange(&memory->latest.value, version);
    if (is_rung || atomic_load_explicit(&memory->bell.value, memory_order_acquire) != 0) {
        futex(&memory->latest.value, FUTEX_WAKE, INT32_MAX, NULL);
    }
}

OPERATION int live_read(uint64_t *value, uint64_t *stamp)
{
    for (;;) {
        const uint64_t version = atomic_load_explicit(&memory->latest.value, memory_order_acquire);
        const slot *s = &memory->slots[version % SLOTS];
        if (version == 0) {
            return 0;
        }

        if (atomic_load_explicit(&s->sequence, memory_order_acquire) == 2 * version && s->length <= PAYLOAD) {
            stamp[0] = version;
            stamp[1] = s->time;
            memcpy(value, s->payload, PAYLOAD);
            atomic_thread_fence(memory_order_acquire);
            if (atomic_load_explicit(&s->sequence, memory_order_relaxed) == 2 * version) {
                return 1;
            }
        }
    }
}

static uint64_t payload[PAYLOAD / 8];

static void live_write_one(void)
{
    payload[0]++;
    live_write(payload);
}

static void live_read_one(void)
{
    uint64_t value[PAYLOAD / 8];
    uint64_t stamp[2];
    if (!live_read(value, stamp)) {
        abort();
    }

    payload[1] += value[0];
}

OPERATION void publish(word *version, word *bell)
{
    const int is_rung = silence(bell);
    atomic_fetch_add(&version->value, 1);
    if (is_rung || atomic_load_explicit(&bell->value, memory_order_acquire) != 0) {
        futex(&version->value, FUTEX_WAKE, INT32_MAX, NULL);
    }
}

static void publish_one(void)
{
    publish(&memory->ping, &memory->ping_bell);
}

static void pause_briefly(void)
{
#ifdef __x86_64__
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static uint64_t spin_for(word *version, uint64_t known)
{
    uint64_t found;
    while ((found = atomic_load_explicit(&version->value, memory_order_acquire)) == known) {
        pause_briefly();
    }

    return found;
}

static uint64_t sleep_for(word *version, word *bell, uint64_t known)
{
    const struct timespec slice = { .tv_nsec = 50000000 };
    for (;;) {
        atomic_exchange(&bell->value, 1);
        const uint64_t found = atomic_load_explicit(&version->value, memory_order_acquire);
        if (found != known) {
            return found;
        }

        futex(&version->value, FUTEX_WAIT, (uint32_t)known, &slice);
    }
}

static uint64_t spin_and_sleep_for(word *version, word *bell, uint64_t known)
{
    const int64_t end = now() + SPIN;
    do {
        const uint64_t found = atomic_load_explicit(&version->value, memory_order_acquire);
        if (found != known) {
            return found;
        }

        pause_briefly();
    } while (now() < end);

    return sleep_for(version, bell, known);
}

static void work(void)
{
    const int64_t end = now() + WORK;
    while (now() < end) {
    }
}

// Another process answers each change of `ping` by one of `pong`, while COUNT are played.
static double round_trips(long count, int sleeps)
{
    uint64_t ping = atomic_load(&memory->ping.value);
    uint64_t pong = atomic_load(&memory->pong.value);
    const pid_t child = fork();
    require(child >= 0, "fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (long i = 0; i < count; i++) {
            ping = sleeps ? sleep_for(&memory->ping, &memory->ping_bell, ping) : spin_for(&memory->ping, ping);
            if (sleeps) {
                work();
            }

            publish(&memory->pong, &memory->pong_bell);
        }

        _exit(0);
    }

    // Not the first one: the other process has to start.
    int64_t start = 0;
    for (long i = 0; i < count; i++) {
        if (i == 1) {
            start = now();
        }

        if (sleeps) {
            work();
        }

        publish(&memory->ping, &memory->ping_bell);
        pong = sleeps ? sleep_for(&memory->pong, &memory->pong_bell, pong) : spin_for(&memory->pong, pong);
    }

    const double each = (double)(now() - start) / (double)(count - 1);
    require(waitpid(child, NULL, 0) == child, "waitpid");
    return sleeps ? each - 2 * (double)WORK : each;
}

static unsigned char own_frame[FRAME];

static void fill_frames(long count)
{
    uint64_t emptied = atomic_load(&memory->emptied.value);
    uint64_t filled = atomic_load(&memory->filled.value);
    for (long i = 0; i < count; i++, filled++) {
        while (filled - emptied == SLOTS) {
            emptied = spin_and_sleep_for(&memory->emptied, &memory->emptied_bell, emptied);
        }

        memcpy(own_frame, &i, sizeof i);
        memcpy(memory->frames[filled % SLOTS], own_frame, FRAME);
        publish(&memory->filled, &memory->filled_bell);
    }
}

static void empty_frames(long from, long to)
{
    uint64_t emptied = atomic_load(&memory->emptied.value);
    uint64_t filled = atomic_load(&memory->filled.value);
    for (long i = from; i < to; i++, emptied++) {
        while (filled == emptied) {
            filled = spin_and_sleep_for(&memory->filled, &memory->filled_bell, filled);
        }

        memcpy(own_frame, memory->frames[emptied % SLOTS], FRAME);
        publish(&memory->emptied, &memory->emptied_bell);
        require(memcmp(own_frame, &i, sizeof i) == 0, "The frame is another one");
    }
}

// Another process copies COUNT frames from memory of its own into a ring, and this one copies them out.
static double frames(long count)
{
    const pid_t child = fork();
    require(child >= 0, "fork");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);

        // Or it would copy, again and again, the one page that is all zeros.
        memset(own_frame, 1, FRAME);
        fill_frames(FRAMES_LEFT_OUT + count);
        _exit(0);
    }

    empty_frames(0, FRAMES_LEFT_OUT);
    const int64_t start = now();
    empty_frames(FRAMES_LEFT_OUT, FRAMES_LEFT_OUT + count);
    const double each = (double)(now() - start) / (double)count;
    require(waitpid(child, NULL, 0) == child, "waitpid");
    return each;
}

static void robust_mutex(void)
{
    pthread_mutex_lock(&memory->mutex);
    pthread_mutex_unlock(&memory->mutex);
}

static void null_call(void)
{
    syscall(SYS_getppid);
}

static void probe(void)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1 };
    require(fcntl(file, F_OFD_GETLK, &lock) == 0, "fcntl");
}

static double each(long count, void (*operation)(void))
{
    const int64_t start = now();
    for (long i = 0; i < count; i++) {
        operation();
    }

    return (double)(now() - start) / (double)count;
}

static const struct {
    const char *name;
    void (*run)(void);
} operations[] = {
    { "lock", lock_pair }, { "live-write", live_write_one }, { "live-read", live_read_one }, { "publish", publish_one },
    { "robust-mutex", robust_mutex }, { "null-call", null_call }, { "probe", probe },
};

static double measure(const char *name, long count)
{
    if (strcmp(name, "round-trip-spin") == 0 || strcmp(name, "round-trip-sleep") == 0) {
        return round_trips(count, strcmp(name, "round-trip-sleep") == 0);
    }

    if (strcmp(name, "frames") == 0) {
        return frames(count);
    }

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(name, operations[i].name) == 0) {
            // The writer's role is the lock, held for as long as it writes.
            const int writes = operations[i].run == live_write_one;
            require(!writes || enter(), "enter");
            const double time = each(count, operations[i].run);
            if (writes) {
                leave();
            }

            return time;
        }
    }

    errno = EINVAL;
    require(0, name);
    return 0;
}

int main(void)
{
    file = memfd_create("quayside benchmark", MFD_CLOEXEC);
    require(file >= 0 && ftruncate(file, sizeof(shared)) == 0, "memfd_create");
    memory = mmap(NULL, sizeof(shared), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    require(memory != MAP_FAILED, "mmap");
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    require(pthread_mutex_init(&memory->mutex, &attributes) == 0, "pthread_mutex_init");

    // So that there is a value to read.
    require(enter(), "enter");
    live_write(payload);
    leave();

    char name[32];
    long count;
    while (scanf("%31s %ld", name, &count) == 2) {
        printf("%s %f ns\n", name, measure(name, count));
        fflush(stdout);
    }

    return 0;
}
