// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>A program in plain C that uses a semaphore through the C library, or does to its words what the C library never would.</summary>
internal static class SemaphoreProgram
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <linux/futex.h>
        #include <sched.h>
        #include <semaphore.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        static void say(const char *text) { puts(text); fflush(stdout); }

        int main(int count, char **words) {
            const char *verb = words[1];
            sem_t *semaphore = sem_open(words[2], O_CREAT, 0600, 1);
            if (count < 3 || semaphore == SEM_FAILED) return 1;
            if (strcmp(verb, "wait") == 0) {
                say("waiting");
                if (sem_wait(semaphore) != 0) return 1;
            } else if (strcmp(verb, "wait-uncounted") == 0) { // As sem_wait, but for the number of waiters.
                say("waiting");
                while (sem_trywait(semaphore) != 0) syscall(SYS_futex, semaphore, FUTEX_WAIT, 0, NULL);
            } else if (strcmp(verb, "post") == 0) {
                if (sem_post(semaphore) != 0) return 1;
            } else if (strcmp(verb, "post-silently") == 0) { // As sem_post, but for the wake.
                __atomic_fetch_add((uint64_t *)semaphore, 1, __ATOMIC_RELEASE);
            } else if (strcmp(verb, "count") == 0) {
                int descriptor = open(words[3], O_RDWR);
                volatile uint64_t *counter = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
                if (counter == MAP_FAILED) return 1;
                say("counting");
                for (int round = atoi(words[4]); round > 0; round--) {
                    if (sem_wait(semaphore) != 0) return 1;
                    uint64_t seen = *counter;
                    if (round % 16 == 0) sched_yield();
                    *counter = seen + 1;
                    sem_post(semaphore);
                }
            } else if (strcmp(verb, "scribble") == 0) {
                say("scribbling");
                volatile uint64_t *word = (uint64_t *)semaphore;
                for (unsigned long i = 1; getppid() != 1; i++) {
                    static const uint64_t garbage[] = {0, 1, ~0ul, 0x80000000, 0xffffffff00000000, 0x7fffffff, 0x8000000180000001, 5};
                    word[i % 4] = garbage[(i * 7 >> 3) % 8];
                    if (i % 1000 == 0) usleep(100);
                }
            }
            say("done");
            getchar();
            return 0;
        }
        """;

    /// <summary>Compiles it into the directory, or skips the test.</summary>
    public static void Compile(PrivateDirectory directory)
    {
        var compiler = Tool.Require("cc");
        File.WriteAllText(directory["semaphore.c"], Source);
        _ = Tool.Output(compiler, ["-O2", "-o", directory["semaphore"], directory["semaphore.c"]]);
    }

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="words">What it does, the name of the semaphore, and more.</param>
    public static ChildProcess Start(PrivateDirectory directory, params string[] words) => ChildProcess.Start(directory["semaphore"], words);
}
