// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>A program in plain C that knows nothing of Quayside, as a Qt program does.</summary>
internal static class ForeignProgram
{
    private const string Source = """
        #include <fcntl.h>
        #include <semaphore.h>
        #include <stdio.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <unistd.h>
        int main(int count, char **words) {
            if (count == 3 && strcmp(words[1], "map") == 0) {
                int descriptor = shm_open(words[2], O_RDWR, 0600);
                if (descriptor < 0 || mmap(0, 1, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) == MAP_FAILED) return 1;
                close(descriptor);
            } else if (count == 3 && strcmp(words[1], "lock") == 0) {
                sem_t *semaphore = sem_open(words[2], O_CREAT, 0600, 1);
                if (semaphore == SEM_FAILED || sem_wait(semaphore) != 0) return 1;
            } else if (count == 3 && strcmp(words[1], "look") == 0) {
                for (int round = 0; round < 5000; round++) {
                    int descriptor = shm_open(words[2], O_RDONLY, 0);
                    if (descriptor < 0) return 1;
                    close(descriptor);
                }
            }
            puts("done");
            fflush(stdout);
            getchar();
            return 0;
        }
        """;

    /// <summary>Compiles it into the directory and starts it, or skips the test; returns when it has done its work.</summary>
    /// <param name="directory">Where it is compiled.</param>
    /// <param name="verb">What it does: "map" a segment and close the descriptor, "lock" a semaphore, or "look" at a segment 5000 times.</param>
    /// <param name="name">The native name.</param>
    public static ChildProcess Start(PrivateDirectory directory, string verb, string name)
    {
        var program = Launch(directory, verb, name);
        Assert.Equal("done", program.Read());
        return program;
    }

    /// <summary>The same without waiting for its work.</summary>
    public static ChildProcess Launch(PrivateDirectory directory, string verb, string name)
    {
        var compiler = Tool.Require("cc");
        File.WriteAllText(directory["foreign.c"], Source);
        _ = Tool.Output(compiler, ["-o", directory["foreign"], directory["foreign.c"]]);
        return ChildProcess.Start(directory["foreign"], [verb, name]);
    }
}
