// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Platform.Files;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>Root meets Quayside segments of nobody's, and files that only look like them.</summary>
public sealed class QuaysideTrustTests : TrustTest, IDisposable
{
    private const UnixFileMode ForAll = (UnixFileMode)0x1B6;

    private readonly IpcKey _key = IpcKey.Posix("/" + UniqueKey.Next("quayside-trust").Replace(' ', '-'));

    /// <summary>Gets the names of members.</summary>
    public static TheoryData<string> All => [.. Members.OfQuayside.Keys];

    private string SegmentPath => "/dev/shm" + _key.NativeName;

    /// <inheritdoc/>
    public void Dispose() => File.Delete(SegmentPath);

    [Theory]
    [MemberData(nameof(All))]
    public void A_strangers_file_is_refused_and_gets_no_memory(string member)
    {
        const long Size = 550L << 20;
        Stranger.MakeFile(SegmentPath, Size);

        AssertRefused(() => Members.OfQuayside[member](_key, new QuaysideSegmentOptions()));

        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));
        Assert.Equal((Size, 0L), (status.Size, status.Reserved));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_strangers_segment_is_refused_and_that_of_a_user_who_is_named_is_opened(string member)
    {
        RequireRoot();
        using var made = Make(member);
        Assert.Equal(0, Tool.Run("chown", [$"{Stranger.Id}", SegmentPath]));

        AssertRefused(() => Members.OfQuayside[member](_key, new QuaysideSegmentOptions()));

        Members.OfQuayside[member](_key, new QuaysideSegmentOptions { TrustedOwner = Stranger.Id }).Dispose();
        Members.OfQuayside[member](_key, new QuaysideSegmentOptions { UnixMode = ForAll }).Dispose();
    }

    [Fact]
    public void A_reader_who_lets_others_read_opens_a_strangers_value_and_writes_nothing_into_it()
    {
        RequireRoot();
        using var made = LiveValue<long>.Open(_key);
        _ = made.Write(5);
        Assert.Equal(0, Tool.Run("chown", [$"{Stranger.Id}", SegmentPath]));
        var before = File.ReadAllBytes(SegmentPath);
        var options = new QuaysideSegmentOptions { UnixMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead };

        AssertRefused(() => LiveValue<long>.Open(_key, options));
        using var reader = LiveValue<long>.OpenReadOnly(_key, options);
        Assert.True(reader.TryRead(out var value));
        var version = 1L;
        Assert.False(reader.WaitForChange(ref version, TimeSpan.FromMilliseconds(50)));

        Assert.Equal(5, value);
        Assert.Equal(before, File.ReadAllBytes(SegmentPath));
    }

    [Fact]
    public void Root_looks_at_a_strangers_segment_and_removes_it_only_if_the_user_is_named()
    {
        RequireRoot();
        using (LiveValue<long>.Open(_key, new QuaysideSegmentOptions { Persistent = true }))
        {
            Assert.Equal(0, Tool.Run("chown", [$"{Stranger.Id}", SegmentPath]));
        }

        Assert.Equal(QuaysideSegmentKind.LiveValue, IpcInventory.Inspect(_key).Entry.QuaysideSegment!.Kind);
        AssertRefused(() => IpcInventory.Remove(_key, cancellationToken: TestContext.Current.CancellationToken));
        AssertRefused(() => SharedMemory.Remove(_key));

        _ = IpcInventory.Remove(_key, false, new SharedMemoryOptions { TrustedOwner = Stranger.Id }, TestContext.Current.CancellationToken);
        Assert.False(File.Exists(SegmentPath));
    }

    [Fact]
    public void A_mode_for_the_group_welcomes_users_of_the_same_group_and_nobody_else()
    {
        var open = $"robust\topen-lock\t{_key.NativeName[1..]}\t660";
        using var first = Host.StartAs(1234, group: 500);
        using var second = Host.StartAs(1235, group: 500);
        Assert.Equal("done", first.Ask(open));
        Assert.Equal("done", second.Ask(open));

        // Its mode would let everybody in; whose it is does not.
        Assert.Equal(0, Tool.Run("chmod", ["666", SegmentPath]));
        using var third = Host.StartAs(1236, group: 600);
        var answer = third.Ask(open);
        Assert.StartsWith("error PermissionDenied ", answer, StringComparison.Ordinal);
        Assert.Contains("belongs to user 1234, and this process runs as user 1236", answer, StringComparison.Ordinal);
    }

    private IDisposable Make(string member) => member switch
    {
        "LiveValue to read" => LiveValue<long>.Open(_key),
        "LiveBuffer to read" => LiveBuffer.Open(_key, 100),
        "FrameReader" => Members.OfQuayside["FramePublisher"](_key, new QuaysideSegmentOptions()),
        _ => Members.OfQuayside[member](_key, new QuaysideSegmentOptions()),
    };
}
