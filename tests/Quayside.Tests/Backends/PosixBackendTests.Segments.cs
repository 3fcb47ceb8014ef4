// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Keyed;
using Quayside.Platform.Objects.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <content>Files of shared memory: made whole, opened with care, removed by the last one out.</content>
public sealed partial class PosixBackendTests
{
    private string SegmentPath => "/dev/shm/" + Name.TrimStart('/');

    [Theory]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("/a/b")]
    [InlineData("a\0b")]
    public void A_name_that_cannot_be_a_file_is_refused_at_once(string name)
    {
        Assert.Equal(IpcError.InvalidName, Backend.CreateSegment(name, 1, Rights(), out _).Error);
        Assert.Equal(IpcError.InvalidName, Backend.OpenSegment(name, Rights(), out _).Error);
        Assert.Equal(IpcError.InvalidName, Backend.RemoveSegment(name).Error);
        Assert.Equal(LockOutcome.Failed, Backend.CreateLock(name, SegmentRights.Private).Acquire(TimeSpan.Zero, true, default, out _, out var failure));
        Assert.Equal(IpcError.InvalidName, failure.Error);
    }

    [Fact]
    public void A_segment_may_have_a_longer_name_than_a_lock()
    {
        var (longest, tooLong) = (new string('n', 251), new string('n', 252));

        Assert.True(PosixName.OfSemaphore(longest, out _).Succeeded);
        Assert.Equal(IpcError.InvalidName, PosixName.OfSemaphore(tooLong, out _).Error);
        Assert.True(PosixName.OfSegment(tooLong, out _).Succeeded);
        Assert.Equal(IpcError.InvalidName, PosixName.OfSegment(new string('é', 128), out _).Error);
    }

    [Fact]
    public void All_pages_are_there_from_the_start()
    {
        _ = Create(1 << 20);

        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));
        Assert.True(status.Reserved >= 1 << 20);
    }

    [Fact]
    public void A_segment_made_by_Qt_gets_its_pages_before_it_is_mapped()
    {
        using (var file = new FileStream(SegmentPath, FileMode.CreateNew))
        {
            file.SetLength(1 << 20);
        }

        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));
        Assert.Equal(0, status.Reserved);

        var opened = Open(writable: false);

        Assert.Equal(0, FileStatus.Of(SegmentPath, out status));
        Assert.True(status.Reserved >= 1 << 20);
        Assert.Equal(1, opened.Info.AttachCount);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_creation_in_progress_is_waited_for()
    {
        using var maker = new FileStream(SegmentPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        var opening = Background.Run(() => Open());
        await Background.AssertBlocked(opening);
        Assert.Equal(IpcError.AlreadyExists, Backend.CreateSegment(Name, 1, Rights(), out _).Error);

        maker.SetLength(100);

        Assert.Equal(100, (await opening).Region.Length);
    }

    [Fact]
    public void A_creation_whose_maker_is_dead_counts_for_nothing()
    {
        File.WriteAllText(SegmentPath, string.Empty);

        Assert.Equal(IpcError.NotFound, Backend.OpenSegment(Name, Rights(), out _).Error);
        Assert.Equal(new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, 2), Backend.ProbeSegment(Name));
        Backend.ForgetName(Name);
        Assert.True(Backend.IsAbsent(Name));

        File.WriteAllText(SegmentPath, string.Empty);
        Assert.Equal(100, Create(100).Region.Length);
    }

    [Theory]
    [InlineData("ln", "-s", "/dev/null")]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void What_is_no_file_is_never_opened_nor_replaced(params string[] command)
    {
        Assert.Equal(0, Tool.Run(Tool.Require(command[0]), [.. command[1..], SegmentPath]));
        try
        {
            Assert.Equal(IpcError.InvalidName, Backend.OpenSegment(Name, Rights(), out _).Error);
            Assert.Equal(IpcError.InvalidName, Backend.OpenSegment(Name, Rights(writable: false), out _).Error);
            Assert.Equal(IpcError.InvalidName, Backend.ReplaceSegment(Name, 1, Rights(), out _).Error);
            Assert.Equal(IpcError.InvalidName, Backend.RemoveSegment(Name).Error);
            Assert.Equal(IpcError.AlreadyExists, Backend.CreateSegment(Name, 1, Rights(), out _).Error);
        }
        finally
        {
            Assert.Equal(0, Tool.Run(Tool.Require("rm"), ["-d", SegmentPath]));
        }
    }

    [Fact]
    public void A_program_that_only_has_it_mapped_keeps_a_segment_and_its_death_does_not()
    {
        using var directory = new PrivateDirectory();
        var ours = Create();
        using (var foreign = ForeignProgram.Start(directory, "map", Name))
        {
            Detach(ours);
            Assert.True(Backend.FindSegment(Name, out var info).Succeeded);
            Assert.Null(info.AttachCount);

            ours = Open();
            Assert.Null(ours.Info.AttachCount);
            foreign.Kill();
        }

        Detach(ours);
        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void The_last_one_out_is_known_when_the_others_were_killed()
    {
        using var peer = StartPeer();
        var ours = Open();
        peer.Kill();

        Detach(ours);

        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void Asking_who_is_there_hurts_neither_those_who_open_the_file_nor_those_who_ask()
    {
        using var directory = new PrivateDirectory();
        Create().Dispose();
        using var foreign = ForeignProgram.Launch(directory, "look", Name);
        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));

        do
        {
            _ = WriteLease.IsAlone(SegmentPath, status.Identity);
        }
        while (foreign.IsSilentFor(TimeSpan.Zero));

        Assert.Equal("done", foreign.Read());
        Assert.True(WriteLease.IsAlone(SegmentPath, status.Identity));
    }

    [Fact]
    public void A_file_that_came_after_ours_is_not_removed()
    {
        var ours = Create();
        Assert.Equal(0, FileStatus.Of(SegmentPath, out var status));
        Assert.True(Backend.RemoveSegment(Name).Succeeded);
        var newer = Create();

        Assert.False(ours.IsUnused);
        ours.Remove();
        Assert.False(WriteLease.TryRemove(SegmentPath, status.Identity));

        Assert.Equal(newer.Info.Id, Open().Info.Id);
    }

    [Fact]
    public void The_mode_that_is_asked_for_is_the_mode_that_it_gets()
    {
        const UnixFileMode ForAll = SegmentRights.Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(IpcResult.Success, Backend.CreateSegment(Name, 1, new SegmentRights(true, ForAll), out var segment));
        _ = Keep(segment);
        using var key = Backend.CreateLock(LockName, ForAll);
        Assert.True(key.Release(Take(key)));

        AssertMode("666", SegmentPath);
        AssertMode("666", QtPosixSemaphore.PathOf(LockName));
    }

    [Fact]
    public void A_umask_takes_nothing_away_from_the_mode()
    {
        using var host = Host.StartUnshared("-m", "umask 0777");

        Assert.Equal("Created 10", host.Ask($"create\t{Key}\t10"));

        AssertMode("600", SegmentPath);
        AssertMode("600", QtPosixSemaphore.PathOf(LockName));
    }

    [Fact]
    public void Another_users_segment_is_refused_with_its_owner_even_if_its_mode_would_let_us_in()
    {
        using var host = Host.StartAsNobody();
        Create().Dispose();
        Assert.Equal(0, Tool.Run(Tool.Require("chmod"), ["666", SegmentPath]));

        var answer = host.Ask($"attach\t{Key}");

        Assert.StartsWith("error PermissionDenied 13 ", answer, StringComparison.Ordinal);
        Assert.Contains("belongs to user 0", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_killed_leaves_a_whole_segment_or_none_and_a_lock_that_can_be_freed()
    {
        var random = new Random(20260722);
        for (var round = 0; round < 12; round++)
        {
            using (var victim = Host.Start())
            {
                Assert.Equal("churning", victim.Ask($"churn\t{Key}\t{round}"));
                Thread.Sleep(random.Next(20));
                victim.Kill();
            }

            Assert.True(NewLock().TryBreak(force: false, out _));
            if (FileStatus.Of(SegmentPath, out var status) == 0)
            {
                Assert.True(status.Size > 0 && status.Reserved >= status.Size);
                Detach(Open());
            }

            Assert.True(Backend.IsAbsent(Name));
        }
    }

    private static void AssertMode(string expected, string path) =>
        Assert.Equal(expected, Tool.Output(Tool.Require("stat"), ["-c", "%a", path]).Trim());
}
