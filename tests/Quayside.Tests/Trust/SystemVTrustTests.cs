// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>Root and another user meet System V objects of nobody's that everybody may write.</summary>
public sealed class SystemVTrustTests : TrustTest, IDisposable
{
    private readonly IpcKey _key = UniqueKey.Next();

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Memory => [.. Members.OfMemory.Keys];

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Locks => [.. Members.OfLocks.Keys];

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> Semaphores => [.. Members.OfSemaphores.Keys];

    /// <inheritdoc/>
    public void Dispose() => Stranger.RemoveSystemV(_key);

    [Theory]
    [MemberData(nameof(Memory))]
    public void A_strangers_segment_is_refused_although_the_lock_is_ones_own(string member)
    {
        Stranger.MakeSystemVSegment(_key.NativeName, 4096);

        AssertRefused(() => Members.OfMemory[member](_key, null));

        Assert.Equal(4096, SharedMemory.Attach(_key, new SharedMemoryOptions { TrustedOwner = Stranger.Id }).Size);
    }

    [Theory]
    [MemberData(nameof(Locks))]
    public void A_strangers_lock_is_refused(string member)
    {
        Stranger.MakeSystemVSemaphore(_key.NativeLockName);

        AssertRefused(() => Members.OfLocks[member](_key, null));

        Assert.False(File.Exists(_key.NativeName));
        Members.OfLocks[member](_key, Stranger.Id);
    }

    [Theory]
    [MemberData(nameof(Semaphores))]
    public void A_strangers_semaphore_is_refused(string member)
    {
        var key = IpcKey.Native(_key.NativeLockName, IpcKeyType.SystemV);
        Stranger.MakeSystemVSemaphore(key.NativeSemaphoreName);

        AssertRefused(() => Members.OfSemaphores[member](key, null));

        Members.OfSemaphores[member](key, Stranger.Id);
    }

    [Fact]
    public void A_stranger_who_gives_a_segment_away_stays_its_maker()
    {
        Stranger.MakeSystemVSegment(_key.NativeName, 4096);

        // IPC_SET takes uid, gid and mode out of a structure whose other members do not matter.
        Stranger.MakeSystemV(
            _key.NativeName, "defined($id = shmget($key, 0, 0)) and shmctl($id, 2, $status) and substr($status, 4, 8) = pack(\"LL\", 0, 0) and shmctl($id, 1, $status)");

        AssertRefused(() => SharedMemory.Attach(_key));
    }

    [Fact]
    public void A_user_who_is_not_root_is_told_the_same()
    {
        Stranger.MakeSystemVSegment(_key.NativeName, 4096);
        using var other = Host.StartAs(1234);

        var answer = other.Ask($"create-or-attach\t{IpcKeyText}\t10");

        Assert.StartsWith("error PermissionDenied 13 ", answer, StringComparison.Ordinal);
        Assert.Contains("it belongs to user 65534 (nobody), and this process runs as user 1234", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_files_of_strangers_shut_nobody_out()
    {
        Stranger.Run($": > '{_key.NativeName}'; : > '{_key.NativeLockName}'");

        using var memory = SharedMemory.CreateOrAttach(_key, 10);

        Assert.Equal(SharedMemoryOrigin.Created, memory.Origin);
    }

    [Theory]
    [InlineData("ln -s /etc/hostname")]
    [InlineData("mkfifo")]
    public void What_is_no_key_file_is_not_opened(string make)
    {
        Stranger.Run($"{make} '{_key.NativeLockName}'");

        Assert.Equal(SharedMemoryError.KeyError, Assert.Throws<SharedMemoryException>(() => SharedMemory.CreateOrAttach(_key, 10)).Error);
        var semaphore = IpcKey.Native(_key.NativeLockName, IpcKeyType.SystemV);
        Assert.Equal(SystemSemaphoreError.KeyError, Assert.Throws<SystemSemaphoreException>(() => SystemSemaphore.CreateOrOpen(semaphore, 1)).Error);
    }

    private string IpcKeyText => _key.LegacyKey!;
}
