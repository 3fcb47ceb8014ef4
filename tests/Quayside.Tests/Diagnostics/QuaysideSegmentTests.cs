// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Diagnostics;
using Quayside.Diagnostics.Examination;
using Quayside.Frames;
using Quayside.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Diagnostics;

/// <summary>What the inventory and the doctor tell of Quayside segments, and that no one but the dead goes.</summary>
public sealed class QuaysideSegmentTests : IDisposable
{
    private readonly IpcKey _key = IpcKey.PlatformSafe(UniqueKey.Next("quayside-diagnosis"));

    private string File => "/dev/shm" + _key.NativeName;

    public void Dispose() => System.IO.File.Delete(File);

    public QuaysideSegmentTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists segments.");

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_lock_tells_its_participants_its_owner_and_that_looking_joined_nothing()
    {
        using var owner = RobustLock.Open(_key, new() { Participants = 3 });
        using var other = RobustLock.Open(_key);
        Assert.Equal(RobustLockResult.Acquired, owner.Enter(TestContext.Current.CancellationToken));

        var entry = IpcInventory.Inspect(_key).Entry;

        var segment = entry.QuaysideSegment!;
        Assert.Equal((QuaysideSegmentKind.RobustLock, "RobustLock", 1L), (segment.Kind, segment.Description, segment.LayoutVersion));
        Assert.Equal(QuaysideSegmentState.Ready, segment.State);
        Assert.True(segment is { IsInUse: true, IsPersistent: false, IsKept: false, IsStale: false, HasReaders: false, IsGateTaken: false, Places: 3 });
        Assert.Equal([0, 1], segment.Participants.Select(participant => participant.Place));
        Assert.All(segment.Participants, participant =>
        {
            Assert.Equal(Environment.ProcessId, participant.ProcessId);
            Assert.True(participant is { IsAlive: true, IsOfThisNamespace: true });
            Assert.InRange(participant.Joined, DateTimeOffset.UtcNow - TimeSpan.FromHours(1), DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1));
            Assert.NotEqual("", participant.Name);
        });
        Assert.True(segment.Lock is { IsHeld: true, IsAbandoned: false, IsDirty: false, Owner.Place: 0 });
        Assert.Equal(2, entry.Segment!.AttachCount);
        Assert.True(entry.Segment.IsMadeByQuayside);
        Assert.Equal(Environment.ProcessId, entry.Segment.Creator!.Id);
        Assert.True(entry.IsRelated);
        Assert.Contains(IpcInventory.List(), one => one.Key == _key);
        Assert.Empty(Findings());

        owner.Leave();
        owner.Dispose();
        other.Dispose();
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_lock_of_a_dead_owner_is_explained_and_nothing_is_to_be_fixed()
    {
        using var survivor = RobustLock.Open(_key);
        using (var dead = RobustLock.Open(_key))
        {
            _ = dead.Enter(TestContext.Current.CancellationToken);
        }

        Assert.True(Inspect().Lock is { IsHeld: true, IsAbandoned: true });
        var finding = Assert.Single(Findings());
        Assert.Equal((IpcFindingKind.AbandonedLock, IpcSeverity.Note, false), (finding.Kind, finding.Severity, finding.CanFix));
        Assert.Contains("Abandoned", finding.Text, StringComparison.Ordinal);

        Assert.Equal(RobustLockResult.Abandoned, survivor.Enter(TestContext.Current.CancellationToken));
        Assert.True(Inspect().Lock is { IsHeld: true, IsAbandoned: false, IsDirty: true, Owner.Place: 0 });
        survivor.Leave();
        Assert.True(Inspect().Lock is { IsHeld: false, IsDirty: true });

        Assert.Equal(RobustLockResult.Abandoned, survivor.Enter(TestContext.Current.CancellationToken));
        survivor.MarkConsistent();
        Assert.True(Inspect().Lock is { IsHeld: true, IsDirty: false, Owner.Place: 0 });
        survivor.Leave();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Frames_tell_their_slots_their_latest_shape_and_who_looks_at_which()
    {
        var shape = new FrameShape(7, 5, PixelFormat.Rgb24, 30);
        using var publisher = FramePublisher.Open(_key, shape, new FrameOptions { Slots = 5, Segment = new() { Participants = 4 } });
        Assert.True(Inspect() is { Kind: QuaysideSegmentKind.Frames, Version: 0, Capacity: 150, Length: null, Age: null, Lock.IsHeld: false });
        Assert.True(Inspect().Frames is { Slots: 5, Shape: null, Readers: [] });

        using var latest = FrameReader.Open(_key);
        using var every = FrameReader.Open(_key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        for (var i = 0; i < 3; i++)
        {
            _ = publisher.Publish(shape, new byte[shape.Size]);
        }

        Assert.True(latest.TryTake(out var third));
        Assert.True(every.TryTake(out var first));
        Assert.True(latest.TryTakeLatest(out var again));

        var segment = Inspect();
        Assert.Equal((3L, 150, 150), (segment.Version, segment.Capacity, segment.Length));
        Assert.InRange(segment.Age!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.True(segment.Lock is { IsHeld: true, Owner.Place: 0 });
        Assert.Equal(shape, segment.Frames!.Shape);
        Assert.Equal([1, 2], segment.Frames.Readers.Select(reader => reader.Place));
        Assert.Equal([3, 3], segment.Frames.Readers[0].Frames);
        Assert.Equal([1], segment.Frames.Readers[1].Frames);
        Assert.Equal([null, 2L], segment.Frames.Readers.Select(reader => reader.Next));
        Assert.Empty(Findings());
        third.Dispose();
        first.Dispose();
        again.Dispose();

        // What makes no sense is not told, and nothing fails.
        using (var file = System.IO.File.OpenWrite(File))
        {
            var layout = new FrameLayout(8192, 4, 5, 150);
            file.Position = layout.Head(2) + FrameLayout.StrideOffset;
            file.Write(new byte[] { 1 });
        }

        Assert.True(Inspect() is { Version: 3, Length: null, Age: null, Frames.Shape: null });
        Assert.Throws<QuaysideException>(() => latest.TryTakeLatest(out _));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_live_buffer_tells_version_capacity_length_age_writer_and_readers()
    {
        using var writer = LiveBuffer.Open(_key, 100);
        Assert.True(Inspect() is { Kind: QuaysideSegmentKind.LiveBuffer, Version: 0, Capacity: 100, Length: null, Age: null, Lock.IsHeld: false });

        writer.Write([1]);
        writer.Write([1, 2, 3]);
        using (LiveBuffer.OpenReadOnly(_key))
        {
            var segment = Inspect();
            Assert.True(segment is { Version: 2, Length: 3, HasReaders: true, Lock: { IsHeld: true, IsAbandoned: false } });
            Assert.InRange(segment.Age!.Value, TimeSpan.Zero, TimeSpan.FromHours(1));
            Assert.Null(IpcInventory.Inspect(_key).Entry.Segment!.AttachCount);
        }

        Assert.False(Inspect().HasReaders);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Signals_and_values_tell_what_they_are()
    {
        using (var signal = ChangeSignal.Open(_key))
        {
            signal.Publish();
            Assert.True(Inspect() is { Kind: QuaysideSegmentKind.ChangeSignal, Version: 1, Lock: null, Capacity: null });
        }

        using var value = LiveValue<long>.Open(_key);
        value.Write(5);
        Assert.True(Inspect() is { Kind: QuaysideSegmentKind.LiveValue, Version: 1, Length: 8 });
        Assert.StartsWith("LiveValue<Int64>", Inspect().Description, StringComparison.Ordinal);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_persistent_segment_that_nobody_uses_is_kept_and_goes_only_when_it_is_asked_for()
    {
        using (var writer = LiveBuffer.Open(_key, 10, new() { Persistent = true }))
        {
            writer.Write([7]);
            Assert.True(IpcInventory.Remove(_key).IsRefused);
        }

        Assert.True(Inspect() is { IsKept: true, IsStale: false, IsInUse: false, Version: 1 });
        var finding = Assert.Single(Findings());
        Assert.Equal((IpcFindingKind.KeptSegment, IpcSeverity.Note), (finding.Kind, finding.Severity));
        Assert.False(finding.TryFix(contentsToo: true).IsFixed);
        Assert.True(IpcInventory.Inspect(_key).Entry.Segment!.IsOrphan);

        var removal = IpcInventory.Remove(_key);
        Assert.True(removal is { IsRefused: false, IsSegmentRemoved: true, After.Segment: null });
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void What_a_crash_of_all_left_is_stale_and_the_doctor_removes_it()
    {
        LeaveStale();

        Assert.True(Inspect() is { IsStale: true, IsInUse: false, State: QuaysideSegmentState.Ready });
        var finding = Assert.Single(Findings());
        Assert.Equal((IpcFindingKind.StaleSegment, IpcSeverity.Note, true, false), (finding.Kind, finding.Severity, finding.CanFix, finding.HoldsContents));
        Assert.Contains("makes it anew", finding.Text, StringComparison.Ordinal);

        Assert.True(finding.TryFix().IsFixed);
        Assert.False(System.IO.File.Exists(File));
        Assert.True(finding.TryFix().IsFixed);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_stale_segment_in_whose_place_somebody_came_is_left_alone()
    {
        LeaveStale();
        var finding = Assert.Single(Findings());
        using var anew = RobustLock.Open(_key);

        var fix = finding.TryFix(contentsToo: true);

        Assert.False(fix.IsFixed, fix.Text);
        Assert.Equal(RobustLockResult.Acquired, anew.Enter(TestContext.Current.CancellationToken));
        Assert.True(Inspect().IsInUse);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_segment_whose_removal_was_killed_is_gone_and_the_doctor_removes_it()
    {
        LeaveStale();
        Overwrite(SegmentLayout.StateOffset, SegmentLayout.Gone);

        Assert.True(Inspect() is { State: QuaysideSegmentState.Gone, IsStale: true });
        Assert.True(Assert.Single(Findings()).TryFix().IsFixed);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Dead_participants_of_a_living_segment_are_told_and_left()
    {
        using var living = RobustLock.Open(_key);
        using (System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            Overwrite(ParticipantLayout.PlaceStart(5) + ParticipantLayout.ProcessOffset, 4242);
        }

        var dead = Assert.Single(Inspect().Participants, participant => !participant.IsAlive);
        Assert.Equal((5, 4242), (dead.Place, dead.ProcessId));
        Assert.Equal(IpcFindingKind.DeadParticipants, Assert.Single(Findings()).Kind);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Removal_by_force_lets_the_participants_go_on_among_themselves()
    {
        using var first = RobustLock.Open(_key);
        using var second = RobustLock.Open(_key);

        Assert.True(IpcInventory.Remove(_key).IsRefused);
        Assert.False(IpcInventory.Remove(_key, force: true).IsRefused);

        using var newcomer = RobustLock.Open(_key);
        Assert.Equal(RobustLockResult.Acquired, first.Enter(TestContext.Current.CancellationToken));
        Assert.Equal(RobustLockResult.TimedOut, second.TryEnter(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Equal(RobustLockResult.Acquired, newcomer.TryEnter(TimeSpan.Zero, TestContext.Current.CancellationToken));
        first.Dispose();
        second.Dispose();
        Assert.Single(Inspect().Participants);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(SegmentLayout.SizeOffset, ulong.MaxValue)]
    [InlineData(SegmentLayout.ParticipantsOffset, 0UL)]
    [InlineData(SegmentLayout.ParticipantsOffset, 5000UL)]
    [InlineData(SegmentLayout.ParticipantsOffset, ulong.MaxValue)]
    [InlineData(SegmentLayout.BodyOffset, ulong.MaxValue - 7)]
    [InlineData(SegmentLayout.StateOffset, 77UL)]
    public void A_header_that_contradicts_itself_is_damaged(long offset, ulong word)
    {
        using var living = LiveBuffer.Open(_key, 10);
        Overwrite(offset, word);

        Assert.True(Inspect() is { State: QuaysideSegmentState.Damaged, IsInUse: true });
        Assert.Equal(IpcFindingKind.DamagedSegment, Assert.Single(Findings()).Kind);
        Assert.True(IpcInventory.Remove(_key, force: true).IsSegmentRemoved);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_newer_layout_tells_only_who_lives()
    {
        using var living = LiveBuffer.Open(_key, 10);
        Overwrite(SegmentLayout.VersionOffset, 99);

        Assert.True(Inspect() is
        {
            LayoutVersion: 99, Kind: QuaysideSegmentKind.Unknown, State: QuaysideSegmentState.Ready, IsInUse: true, Description: "",
            Participants.Count: 0, Lock: null, Version: null,
        });
        Assert.Empty(Findings());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Whatever_the_bytes_are_looking_fails_never()
    {
        byte[] whole;
        using (var writer = LiveBuffer.Open(_key, 10))
        {
            writer.Write([1, 2, 3]);
            whole = System.IO.File.ReadAllBytes(File);
        }

        var random = new Random(4711);
        ulong[] interesting = [0, 1, 2, 4096, long.MaxValue, ulong.MaxValue, 0x8000_0000, 0xFFFF];
        for (var round = 0; round < 500; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 20); change > 0; change--)
            {
                var area = random.Next(3) switch { 0 => 160, 1 => SegmentLayout.PageSize + 256, _ => bytes.Length };
                var offset = random.Next(1, area / sizeof(ulong)) * sizeof(ulong);
                BinaryPrimitives.WriteUInt64LittleEndian(
                    bytes.AsSpan(offset), random.Next(2) == 0 ? interesting[random.Next(interesting.Length)] : unchecked((ulong)random.NextInt64() * 3));
            }

            System.IO.File.WriteAllBytes(File, bytes[..random.Next(SegmentLayout.PageSize, bytes.Length + 1)]);
            var entry = IpcInventory.Find(_key);
            var segment = entry.QuaysideSegment!;
            Assert.All(segment.Description + string.Concat(segment.Participants.Select(one => one.Name)), letter => Assert.False(char.IsControl(letter)));
            Assert.All(QuaysideExaminer.Examine([entry]), finding => Assert.NotEqual("", finding.Text));
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_sparse_file_of_others_gets_no_memory_by_looking()
    {
        using (var file = System.IO.File.Create(File))
        {
            file.SetLength(1L << 30);
        }

        var entry = IpcInventory.Inspect(_key).Entry;

        Assert.Null(entry.QuaysideSegment);
        Assert.Equal(1L << 30, entry.Segment!.Size);
        Assert.Equal("0", Support.Tool.Output(Support.Tool.Require("stat"), ["--format=%b", File]).Trim());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Plain_shared_memory_takes_no_Quayside_segment_away_and_leaves_no_lock()
    {
        using (var writer = LiveBuffer.Open(_key, 10, new() { Persistent = true }))
        {
            writer.Write([9]);
        }

        Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(_key));
        Assert.Throws<SharedMemoryException>(() => SharedMemory.Publish(_key, 1, _ => { }));
        Assert.Throws<SharedMemoryException>(() => SharedMemory.Remove(_key));
        Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(_key, 10));

        Assert.Null(IpcInventory.Inspect(_key).Entry.Lock);
        using var reader = LiveBuffer.OpenReadOnly(_key);
        Assert.True(reader.TryRead(out byte[]? value, out _));
        Assert.Equal([9], value);
    }

    private QuaysideSegmentStatus Inspect() => IpcInventory.Inspect(_key).Entry.QuaysideSegment!;

    private List<IpcFinding> Findings() =>
        [.. IpcDoctor.Examine().Where(finding => finding.Subject.Contains(_key.NativeName, StringComparison.Ordinal))];

    // The file as all its participants left it who were killed at once: the kernel took their locks, and their entries stay.
    private void LeaveStale()
    {
        byte[] bytes;
        using (RobustLock.Open(_key))
        {
            bytes = System.IO.File.ReadAllBytes(File);
        }

        System.IO.File.WriteAllBytes(File, bytes);
    }

    private void Overwrite(long offset, ulong word)
    {
        using var file = System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        RandomAccess.Write(file, bytes, offset);
    }
}
