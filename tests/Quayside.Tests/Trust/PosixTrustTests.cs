// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Platform.Files;
using Quayside.Platform.Keyed.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>Root meets files of nobody's in /dev/shm that everybody may write.</summary>
public sealed class PosixTrustTests : TrustTest, IDisposable
{
    private const long Size = 550L << 20;

    private readonly IpcKey _key = IpcKey.Posix("/" + UniqueKey.Next("quayside-trust").Replace(' ', '-'));

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Memory => [.. Members.OfMemory.Keys];

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Locks => [.. Members.OfLocks.Keys];

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Semaphores => [.. Members.OfSemaphores.Keys];

    private string SegmentPath => "/dev/shm" + _key.NativeName;

    private string LockPath => "/dev/shm/sem." + _key.NativeLockName[1..];

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(SegmentPath);
        File.Delete(LockPath);
    }

    [Theory]
    [MemberData(nameof(Memory))]
    public void A_strangers_segment_is_refused_and_gets_no_memory(string member)
    {
        Stranger.MakeFile(SegmentPath, Size);

        AssertRefused(() => Members.OfMemory[member](_key, null));

        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));
        Assert.Equal((Size, 0L, Stranger.Id), (status.Size, status.Reserved, status.Owner.User));
        Assert.False(File.Exists(LockPath));
    }

    [Theory]
    [MemberData(nameof(Locks))]
    public void A_strangers_lock_is_refused_and_never_operated(string member)
    {
        MakeGarbageLock();

        AssertRefused(() => Members.OfLocks[member](_key, null));

        Assert.Equal(Enumerable.Repeat((byte)0xDE, SemaphoreWords.Size), File.ReadAllBytes(LockPath));
        Assert.False(File.Exists(SegmentPath));
    }

    [Theory]
    [MemberData(nameof(Semaphores))]
    public void A_strangers_semaphore_is_refused_and_never_operated(string member)
    {
        MakeGarbageLock();

        AssertRefused(() => Members.OfSemaphores[member](_key, null));

        Assert.Equal(Enumerable.Repeat((byte)0xDE, SemaphoreWords.Size), File.ReadAllBytes(LockPath));
    }

    [Theory]
    [MemberData(nameof(Memory))]
    public void A_user_who_is_named_is_welcome(string member)
    {
        Stranger.MakeFile(SegmentPath, 4096);

        Members.OfMemory[member](_key, Stranger.Id);
    }

    [Theory]
    [MemberData(nameof(Semaphores))]
    public void A_semaphore_of_a_user_who_is_named_is_welcome(string member)
    {
        RequireRoot();
        using (SystemSemaphore.Create(_key, 1, new SystemSemaphoreOptions { Persistent = true }))
        {
            Assert.Equal(0, Tool.Run("chown", [$"{Stranger.Id}", LockPath]));
        }

        Members.OfSemaphores[member](_key, Stranger.Id);
    }

    [Fact]
    public void An_empty_file_of_a_strangers_is_neither_used_nor_removed()
    {
        Stranger.MakeFile(SegmentPath, 0);

        AssertRefused(() => SharedMemory.CreateOrAttach(_key, 10));
        AssertRefused(() => SharedMemory.Create(_key, 10));

        Assert.True(File.Exists(SegmentPath));
        Assert.False(File.Exists(LockPath));
    }

    [Fact]
    public void A_mode_for_everybody_welcomes_everybody_and_one_for_the_group_does_not()
    {
        const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Stranger.MakeFile(SegmentPath, 4096);
        var options = new SharedMemoryOptions();

        AssertRefused(() => SharedMemory.Attach(_key, options with { UnixMode = options.UnixMode | Group }));

        SharedMemory.Attach(_key, options with { UnixMode = options.UnixMode | Others }).Dispose();
    }

    [Fact]
    public void A_mode_that_lets_others_read_welcomes_their_segments_for_reading()
    {
        const long Size = 1 << 20;
        Stranger.MakeFile(SegmentPath, Size);
        var options = new SharedMemoryOptions { UnixMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead };

        AssertRefused(() => SharedMemory.Attach(_key, options));

        using var memory = SharedMemory.Attach(_key, options with { Access = SharedMemoryAccess.ReadOnly });
        Assert.Equal(Size, memory.Size);
        _ = FileStatus.Of(SegmentPath, out var status);
        Assert.InRange(status.Reserved, 0, 4096);
    }

    [Fact]
    public async Task A_watcher_takes_a_strangers_segment_for_none()
    {
        Stranger.MakeFile(SegmentPath, 4096);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var options = new SharedMemoryWatcherOptions { Interval = TimeSpan.FromMilliseconds(50) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await First(options, stop.Token));

        var change = await First(options with { TrustedOwner = Stranger.Id }, TestContext.Current.CancellationToken);
        Assert.Equal(new SharedMemoryChange(SharedMemoryChangeKind.Created, 4096), change);
    }

    [Fact]
    public void Root_lists_and_mends_what_others_left_without_mapping_it()
    {
        Stranger.MakeFile(SegmentPath, Size);
        Stranger.Run($"(printf '\\001'; head -c 31 /dev/zero) > '{LockPath}'");

        var finding = Assert.Single(IpcDoctor.Examine(), finding => finding.Subject.Contains(_key.NativeName[1..], StringComparison.Ordinal));
        Assert.Equal(Stranger.Id, IpcInventory.Inspect(_key).Entry.Segment!.OwnerId);
        Assert.True(finding.TryFix(contentsToo: true, TestContext.Current.CancellationToken).IsFixed);

        Assert.False(File.Exists(SegmentPath));
        Assert.False(File.Exists(LockPath));
    }

    private void MakeGarbageLock() => Stranger.Run($"perl -e 'print chr(0xDE) x 32' > '{LockPath}'");

    private async Task<SharedMemoryChange> First(SharedMemoryWatcherOptions options, CancellationToken cancellation)
    {
        await foreach (var change in new SharedMemoryWatcher(_key, options).WatchAsync(cancellation))
        {
            return change;
        }

        throw new InvalidOperationException("A watch does not end.");
    }
}
