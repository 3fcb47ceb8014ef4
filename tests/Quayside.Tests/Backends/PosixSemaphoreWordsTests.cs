// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Globalization;
using Quayside.Platform.Common;
using Quayside.Platform.Inventory;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.Posix;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <summary>The words of POSIX semaphores, with the C library's own sem_wait and sem_post on the other side, and with peers that write garbage.</summary>
public sealed class PosixSemaphoreWordsTests : IDisposable
{
    private static readonly ulong[] _impossible = [0x80000000, 0xffffffff, ulong.MaxValue, 0x00000005_80000001];

    private readonly string _name = "/" + UniqueKey.Next();
    private readonly PrivateDirectory _directory = new();

    public void Dispose()
    {
        _ = PosixBackend.Instance.RemoveSemaphore(_name);
        _directory.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_new_semaphore_is_byte_for_byte_what_the_C_library_makes_but_for_a_mark_in_the_padding(int value)
    {
        const int Padding = 12;
        const byte GoesWithItsLastUser = 2;
        var theirs = NativeSemaphore.Open(_name, 0xC0, 0x180, (uint)value);
        Assert.NotEqual(0, theirs);
        var expected = Read();
        Assert.Equal(0, NativeSemaphore.Close(theirs));
        Assert.Equal(0, NativeSemaphore.Unlink(_name));

        using var ours = Open(value);

        var actual = Read();
        Assert.Equal(GoesWithItsLastUser, actual[Padding]);
        actual[Padding] = 0;
        Assert.Equal(expected, actual);
        Assert.Equal(0x180, FileFacts.Of(PathOf)!.Mode & 0x1FF);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Sem_wait_is_woken_by_a_release_and_a_waiter_by_sem_post()
    {
        SemaphoreProgram.Compile(_directory);
        using var semaphore = Open(0);
        using (var peer = SemaphoreProgram.Start(_directory, "wait", _name))
        {
            Assert.Equal("waiting", peer.Read());
            await Until(() => WaitersNow() == 1);
            Assert.True(semaphore.Release(1).Succeeded);
            Assert.Equal("done", peer.Read());
        }

        var waiting = Background.Run(() => semaphore.Acquire(Timeout.InfiniteTimeSpan, default, out _));
        await Background.AssertBlocked(waiting);
        using (var peer = SemaphoreProgram.Start(_directory, "post", _name))
        {
            Assert.Equal(LockOutcome.Acquired, await waiting);
        }

        Assert.Equal(0UL, Word());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Control_who_waits_without_being_counted_is_not_woken_and_who_posts_without_a_wake_wakes_nobody()
    {
        SemaphoreProgram.Compile(_directory);
        using var semaphore = Open(0);
        using (var peer = SemaphoreProgram.Start(_directory, "wait-uncounted", _name))
        {
            Assert.Equal("waiting", peer.Read());
            await Task.Delay(100);
            Assert.True(semaphore.Release(1).Succeeded);
            var answer = Background.Run(() => peer.Read());
            await Background.AssertBlocked(answer);
            peer.Kill();
            _ = await Task.WhenAny(answer);
        }

        Assert.Equal(LockOutcome.Acquired, semaphore.Acquire(TimeSpan.Zero, default, out _));
        using var victim = SemaphoreProgram.Start(_directory, "wait", _name);
        Assert.Equal("waiting", victim.Read());
        await Until(() => WaitersNow() == 1);
        using var silent = SemaphoreProgram.Start(_directory, "post-silently", _name);
        Assert.Equal("done", silent.Read());
        var woken = Background.Run(() => victim.Read());
        await Background.AssertBlocked(woken);
        victim.Kill();
        _ = await Task.WhenAny(woken);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task C_programs_and_threads_here_that_contend_count_exactly_and_leave_no_waiter_in_the_books()
    {
        const int Rounds = 20_000;
        SemaphoreProgram.Compile(_directory);
        File.WriteAllBytes(_directory["counter"], new byte[4096]);
        var descriptor = SharedFile.Open(_directory["counter"], 2, out _);
        Assert.True(PosixMapping.Map(descriptor, 4096, writable: true, out var mapping).Succeeded);
        using var counted = mapping;
        using var semaphore = Open(1);
        using var first = SemaphoreProgram.Start(_directory, "count", _name, _directory["counter"], Number(Rounds));
        using var second = SemaphoreProgram.Start(_directory, "count", _name, _directory["counter"], Number(Rounds));
        var threads = Enumerable.Range(0, 2).Select(_ => Background.Run(() => Count(semaphore, new SharedWords(mapping!), Rounds))).ToList();

        await Task.WhenAll(threads);
        Assert.All([first, second], peer => Assert.Equal(["counting", "done"], [peer.Read(), peer.Read()]));

        Assert.Equal(4UL * Rounds, new SharedWords(mapping!).Load(0));
        Assert.Equal(1UL, Word());
        Assert.Equal(0, Platform.Native.LibC.close(descriptor));
    }

    [Fact]
    public void Impossible_words_are_an_error_to_everybody_and_left_as_they_are()
    {
        using var semaphore = Open(1);
        foreach (var word in _impossible)
        {
            Write(0, word);

            Assert.Equal(LockOutcome.Failed, semaphore.Acquire(TimeSpan.Zero, default, out var failure));
            Assert.Equal(IpcError.Damaged, failure.Error);
            Assert.Equal(LockOutcome.Failed, semaphore.Acquire(TimeSpan.FromMilliseconds(60), default, out failure));
            Assert.Equal(IpcError.Damaged, failure.Error);
            Assert.Equal(IpcError.Damaged, semaphore.Release(1).Error);
            Assert.Equal(IpcError.Damaged, semaphore.TryGetValue(out _).Error);
            Assert.Equal(word, Word());
        }
    }

    [Fact]
    public void The_private_word_is_ignored_when_it_is_read()
    {
        using var semaphore = Open(1);
        Write(8, 0xdeadbeef_deadbeef);

        Assert.Equal(LockOutcome.Acquired, semaphore.Acquire(TimeSpan.Zero, default, out _));
        Assert.Equal(LockOutcome.TimedOut, semaphore.Acquire(TimeSpan.FromMilliseconds(60), default, out _));
        Assert.True(semaphore.Release(1).Succeeded);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(0xdeadbeef_deadbeefUL)]
    [InlineData(null)]
    public async Task Who_waits_while_a_peer_overwrites_or_truncates_the_semaphore_gets_an_error(ulong? word)
    {
        using var semaphore = Open(0);
        var failure = IpcResult.Success;
        var waiting = Background.Run(() => semaphore.Acquire(Timeout.InfiniteTimeSpan, default, out failure));
        await Background.AssertBlocked(waiting);

        Damage(word);

        Assert.Equal(LockOutcome.Failed, await waiting);
        Assert.Equal(IpcError.Damaged, failure.Error);
    }

    [Fact]
    public void Who_uses_a_semaphore_that_a_peer_has_truncated_gets_an_error()
    {
        using var semaphore = Open(1);
        Damage(word: null);

        // What is truncated within a few milliseconds of the last look is not caught, so not at once.
        Thread.Sleep(20);
        Assert.Equal(LockOutcome.Failed, semaphore.Acquire(TimeSpan.Zero, default, out var failure));
        Assert.Equal(IpcError.Damaged, failure.Error);
        Assert.Equal(IpcError.Damaged, semaphore.Release(1).Error);
        Assert.Equal(IpcError.Damaged, semaphore.TryGetValue(out _).Error);
    }

    [Theory]
    [InlineData(0xdeadbeef_deadbeefUL)]
    [InlineData(null)]
    public void A_lock_that_is_damaged_while_it_is_held_is_lost_and_its_error_says_so(ulong? word)
    {
        var key = IpcKey.Posix(_name);
        using var memory = SharedMemory.CreateOrAttach(key, 64);
        var path = QtPosixSemaphore.PathOf(key.NativeLockName);
        using (memory.Lock())
        {
            Damage(word, path);
            Thread.Sleep(20);
        }

        var error = Assert.Throws<SharedMemoryException>(() => memory.Lock());
        Assert.Equal(SharedMemoryError.LockError, error.Error);
        Assert.Contains(key.NativeLockName, error.Message, StringComparison.Ordinal);
        Assert.Contains("another program has truncated it or written into it", error.Message, StringComparison.Ordinal);
        _ = Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(key));

        Assert.True(SharedMemory.BreakLock(key, force: true));
        using (SharedMemory.Attach(key))
        using (memory.Lock())
        {
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(4096)]
    public void A_file_that_has_not_the_length_of_a_semaphore_is_refused(int length)
    {
        File.WriteAllBytes(PathOf, new byte[length]);

        Assert.Equal(IpcError.Damaged, PosixBackend.Instance.OpenSemaphore(
            _name, SemaphoreDemand.CreateOrOpen, 1, new SemaphoreSettings(SegmentRights.Private, IsPersistent: false), out _).Error);
        Assert.Equal(length, new FileInfo(PathOf).Length);
    }

    [Fact]
    public void While_a_peer_scribbles_over_the_words_operations_end_in_time_and_nothing_worse()
    {
        SemaphoreProgram.Compile(_directory);
        using var semaphore = Open(1);
        using var peer = SemaphoreProgram.Start(_directory, "scribble", _name);
        Assert.Equal("scribbling", peer.Read());
        var outcomes = new HashSet<LockOutcome>();
        var start = Environment.TickCount64;
        while (Environment.TickCount64 - start < 1000)
        {
            _ = outcomes.Add(semaphore.Acquire(TimeSpan.FromMilliseconds(1), default, out _));
            _ = semaphore.Release(1);
            _ = semaphore.TryGetValue(out _);
        }

        Assert.Contains(LockOutcome.Failed, outcomes);
        Assert.Contains(LockOutcome.Acquired, outcomes);
        peer.Kill();
    }

    private static void Count(IpcSemaphore semaphore, SharedWords counter, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Assert.Equal(LockOutcome.Acquired, semaphore.Acquire(Timeout.InfiniteTimeSpan, default, out _));
            var seen = counter.Read(0);
            if (round % 16 == 0)
            {
                _ = Thread.Yield();
            }

            counter.Write(0, seen + 1);
            Assert.True(semaphore.Release(1).Succeeded);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }

    private string PathOf => QtPosixSemaphore.PathOf(_name);

    private uint WaitersNow() => (uint)(Word() >> 32);

    private ulong Word() => BinaryPrimitives.ReadUInt64LittleEndian(Read());

    private byte[] Read() => File.ReadAllBytes(PathOf);

    private void Damage(ulong? word, string? path = null)
    {
        if (word is { } garbage)
        {
            Write(0, garbage, path);
        }
        else
        {
            using var file = File.OpenWrite(path ?? PathOf);
            file.SetLength(0);
        }
    }

    private void Write(long offset, ulong word, string? path = null)
    {
        using var file = File.OpenHandle(path ?? PathOf, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, BitConverter.GetBytes(word), offset);
    }

    private IpcSemaphore Open(int initialValue)
    {
        Assert.Equal(IpcResult.Success, PosixBackend.Instance.OpenSemaphore(
            _name, SemaphoreDemand.Create, initialValue, new SemaphoreSettings(SegmentRights.Private, IsPersistent: false), out var semaphore));
        return semaphore!;
    }
}
