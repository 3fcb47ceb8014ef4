// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Semaphores;

/// <summary>Opening a semaphore while another program keeps its key file locked: it ends in time, and the error says why.</summary>
public sealed class OpenTimeoutTests : IDisposable
{
    // A lock of a process (F_SETLK), of which the kernel tells whose it is, or of an open file, of which it does not.
    private const string Locker = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        int main(int count, char **words) {
            int descriptor = open(words[1], O_RDWR | O_CREAT, 0600);
            struct flock region = {.l_type = F_WRLCK};
            if (fcntl(descriptor, count > 2 ? F_OFD_SETLK : F_SETLK, &region) != 0) return 1;
            puts("locked");
            fflush(stdout);
            getchar();
            return 0;
        }
        """;

    private static readonly SystemSemaphoreOptions _hasty = new() { OpenTimeout = TimeSpan.FromMilliseconds(60) };

    private readonly PrivateDirectory _directory = new();
    private readonly IpcKey _key = IpcKey.Legacy(UniqueKey.Next(), IpcKeyType.SystemV);

    public void Dispose()
    {
        File.Delete(_key.NativeSemaphoreName);
        _directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Opening_fails_at_the_time_that_was_asked_for_and_names_who_keeps_the_key_file_locked(bool isTold)
    {
        using var locker = Start(isTold);
        Func<SystemSemaphore>[] ways =
        [
            () => SystemSemaphore.Create(_key, 1, _hasty),
            () => SystemSemaphore.Open(_key, _hasty),
            () => SystemSemaphore.CreateOrOpen(_key, 1, _hasty),
            () => SystemSemaphore.TryOpen(_key, out var semaphore, _hasty) ? semaphore : throw new InvalidOperationException("It was not to be known."),
        ];
        foreach (var way in ways)
        {
            var error = Assert.Throws<SystemSemaphoreException>(way);
            Assert.Contains($"keeps its file {_key.NativeSemaphoreName} locked", error.Message, StringComparison.Ordinal);
            Assert.Equal(isTold, error.Message.Contains(locker.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        locker.Kill();
        using var opened = SystemSemaphore.CreateOrOpen(_key, 1, _hasty);
        Assert.True(opened.TryAcquire(TimeSpan.Zero));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Opening_can_be_canceled()
    {
        using var locker = Start(isTold: true);
        using var source = new CancellationTokenSource();
        var opening = Background.Run(() => SystemSemaphore.CreateOrOpen(_key, 1, cancellationToken: source.Token));
        await Background.AssertBlocked(opening);

        await source.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        _ = Assert.ThrowsAny<OperationCanceledException>(() => SystemSemaphore.Open(_key, cancellationToken: source.Token));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_object_whose_semaphore_was_removed_waits_for_the_key_file_no_longer_than_its_caller()
    {
        using var semaphore = SystemSemaphore.Create(_key, 1, _hasty);
        Assert.True(SystemSemaphore.Remove(_key));
        using var locker = Start(isTold: true);

        Assert.False(semaphore.TryAcquire(TimeSpan.FromMilliseconds(20)));
        Assert.Contains("locked", Assert.Throws<SystemSemaphoreException>(() => semaphore.Release()).Message, StringComparison.Ordinal);
        Assert.Contains("locked", Assert.Throws<SystemSemaphoreException>(() => semaphore.Acquire()).Message, StringComparison.Ordinal);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        using var patient = new QSystemSemaphore(string.Empty);
        patient.OpenTimeout = TimeSpan.FromMilliseconds(20);
        patient.SetNativeKey(_key, 1);
        Assert.Equal(SystemSemaphoreError.UnknownError, patient.Error);
        Assert.Contains("keeps the key file locked", patient.ErrorString!, StringComparison.Ordinal);
        patient.OpenTimeout = Timeout.InfiniteTimeSpan;
        Assert.False(patient.Acquire(TimeSpan.FromMilliseconds(20)));
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Background.Run(() => patient.Acquire(Timeout.InfiniteTimeSpan, source.Token)));
        locker.Kill();
        Assert.True(patient.Acquire(TimeSpan.Zero));
    }

    private ChildProcess Start(bool isTold)
    {
        var compiler = Tool.Require("cc");
        File.WriteAllText(_directory["locker.c"], Locker);
        _ = Tool.Output(compiler, ["-o", _directory["locker"], _directory["locker.c"]]);
        var locker = ChildProcess.Start(_directory["locker"], isTold ? [_key.NativeSemaphoreName] : [_key.NativeSemaphoreName, "open-file"]);
        Assert.Equal("locked", locker.Read());
        return locker;
    }
}
