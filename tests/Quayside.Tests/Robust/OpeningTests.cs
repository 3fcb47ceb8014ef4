// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Diagnostics;
using Quayside.Layout;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>What is under a key, and what becomes of it.</summary>
public sealed class OpeningTests : RobustTest
{
    [Fact]
    public void A_plain_text_means_the_platform_safe_key_of_that_text()
    {
        var text = Key.NativeName.TrimStart('/');
        using var byText = RobustLock.Open(text);
        using var byKey = RobustLock.Open(IpcKey.PlatformSafe(text));

        Assert.Equal(IpcKey.PlatformSafe(text), byText.Key);
        _ = byText.Enter();
        Assert.Equal(RobustLockResult.TimedOut, byKey.TryEnter(TimeSpan.Zero));
    }

    [Fact]
    public void Keys_whose_mechanism_cannot_tell_who_lives_are_refused()
    {
        Assert.Contains("cannot tell who lives", Assert.Throws<NotSupportedException>(() => RobustLock.Open(IpcKey.InProcess("x"))).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => ChangeSignal.Open(IpcKey.SystemV("/x")));
        Assert.Throws<ArgumentException>(() => RobustLock.Open(string.Empty));
    }

    [Fact]
    public void A_name_that_the_system_cannot_use_is_refused()
    {
        var exception = Assert.Throws<QuaysideException>(() => RobustLock.Open(IpcKey.Native("/a/b", IpcKey.DefaultType)));

        Assert.Equal(QuaysideError.InvalidKey, exception.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void A_number_of_participants_that_cannot_be_is_refused(int participants) => Assert.Throws<ArgumentOutOfRangeException>(
        () => RobustLock.Open(Key, new QuaysideSegmentOptions { Participants = participants }));

    [Fact]
    public void Another_kind_under_the_key_is_refused_with_both_named()
    {
        using var signal = ChangeSignal.Open(Key);

        var exception = Assert.Throws<QuaysideException>(() => RobustLock.Open(Key));

        Assert.Equal(QuaysideError.OtherType, exception.Error);
        Assert.Contains("it holds 'ChangeSignal', and this program expects 'RobustLock'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_free_use_is_never_touched()
    {
        using var memory = SharedMemory.Create(Key, 100_000);

        var exception = Assert.Throws<QuaysideException>(() => RobustLock.Open(Key));

        Assert.Equal(QuaysideError.NotAQuaysideSegment, exception.Error);
        using var held = memory.Lock();
        Assert.True(held.Span.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void A_Quayside_segment_is_no_memory_of_free_use()
    {
        using var value = LiveValue<long>.Open(Key);
        _ = value.Write(5);

        foreach (var open in new Func<SharedMemory>[]
        {
            () => SharedMemory.Attach(Key),
            () => SharedMemory.CreateOrAttach(Key, 10),
            () => SharedMemory.CreateOrAttach(Key, 1_000_000),
            () => SharedMemory.Replace(Key, 10),
            () => SharedMemory.Create(Key, 10),
        })
        {
            _ = Assert.Throws<SharedMemoryException>(open);
        }

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(Key, SharedMemoryAccess.ReadOnly));
        Assert.Equal(SharedMemoryError.KeyError, exception.Error);
        Assert.Contains("there is a Quayside segment under this key", exception.Message, StringComparison.Ordinal);
        Assert.Equal(SharedMemoryError.KeyError, Assert.Throws<SharedMemoryException>(() => SharedMemory.Remove(Key)).Error);
        Assert.Equal(5, value.Read());
        Assert.Equal(2, value.Write(6));
    }

    [Fact]
    public void A_body_that_was_cut_off_is_refused()
    {
        Kinds.RequireFiles();
        LiveBuffer.Open(Key, 100, new QuaysideSegmentOptions { Persistent = true }).Dispose();
        var path = $"/dev/shm{Key.NativeName}";
        try
        {
            using (var file = File.OpenWrite(path))
            {
                var size = SegmentLayout.BodyStart(new QuaysideSegmentOptions().Participants) + 1;
                file.SetLength(size);
                Span<byte> word = stackalloc byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(word, size);
                file.Position = SegmentLayout.SizeOffset;
                file.Write(word);
            }

            Assert.Equal(QuaysideError.Corrupt, Assert.Throws<QuaysideException>(() => LiveBuffer.OpenExisting(Key)).Error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void As_many_take_part_as_were_asked_for_and_places_are_used_again()
    {
        var three = new QuaysideSegmentOptions { Participants = 3 };
        using var first = RobustLock.Open(Key, three);
        using var second = RobustLock.Open(Key);
        for (var i = 0; i < 10; i++)
        {
            using var third = RobustLock.Open(Key);
            var exception = Assert.Throws<QuaysideException>(() => RobustLock.Open(Key));
            Assert.Equal(QuaysideError.NoFreePlace, exception.Error);
            Assert.Contains("all 3 places", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Four_thousand_and_ninety_six_can_take_part()
    {
        using var first = RobustLock.Open(Key, new QuaysideSegmentOptions { Participants = SegmentLayout.MaxParticipants });
        var others = Enumerable.Range(1, 500).Select(_ => RobustLock.Open(Key)).ToArray();

        _ = others[^1].Enter();
        Assert.Equal(RobustLockResult.TimedOut, first.TryEnter(TimeSpan.Zero));

        Assert.All(others, other => other.Dispose());
        Assert.Equal(RobustLockResult.Abandoned, first.Enter());
    }

    [Fact]
    public void Readers_need_no_place()
    {
        using var writer = LiveValue<int>.Open(Key, new QuaysideSegmentOptions { Participants = 1 });
        _ = writer.Write(1);

        var readers = Enumerable.Range(0, 20).Select(_ => LiveValue<int>.OpenReadOnly(Key)).ToArray();

        Assert.All(readers, reader => Assert.Equal(1, reader.Read()));
        Assert.All(readers, reader => reader.Dispose());
    }

    [Fact]
    public void A_persistent_segment_keeps_its_value_and_its_versions_when_nobody_has_it_open()
    {
        Kinds.RequireFiles();
        using (var writer = LiveValue<int>.Open(Key, new QuaysideSegmentOptions { Persistent = true }))
        {
            _ = writer.Write(41);
        }

        using (var reader = LiveValue<int>.OpenReadOnly(Key))
        {
            Assert.Equal(41, reader.Read());
        }

        using (var writer = LiveValue<int>.Open(Key))
        {
            Assert.Equal(2, writer.Write(42));
        }

        Assert.True(IpcInventory.Remove(Key).IsSegmentRemoved);
    }

    [Fact]
    public void A_persistent_segment_of_another_type_is_not_destroyed()
    {
        Kinds.RequireFiles();
        using (var writer = LiveValue<int>.Open(Key, new QuaysideSegmentOptions { Persistent = true }))
        {
            _ = writer.Write(41);
        }

        Assert.Equal(QuaysideError.OtherType, Assert.Throws<QuaysideException>(() => LiveValue<long>.Open(Key)).Error);

        using (var reader = LiveValue<int>.OpenReadOnly(Key))
        {
            Assert.Equal(41, reader.Read());
        }

        Assert.True(IpcInventory.Remove(Key).IsSegmentRemoved);
    }

    [Theory]
    [InlineData(SegmentLayout.VersionOffset, 2, QuaysideError.OtherLayout)]
    [InlineData(SegmentLayout.StateOffset, 2, QuaysideError.Corrupt)]
    [InlineData(SegmentLayout.SizeOffset, long.MaxValue, QuaysideError.Corrupt)]
    [InlineData(SegmentLayout.ParticipantsOffset, 0, QuaysideError.Corrupt)]
    [InlineData(SegmentLayout.ParticipantsOffset, 5000, QuaysideError.Corrupt)]
    [InlineData(SegmentLayout.BodyOffset, 8, QuaysideError.Corrupt)]
    [InlineData(SegmentLayout.KindOffset, 99, QuaysideError.OtherType)]
    [InlineData(SegmentLayout.FingerprintOffset, 99, QuaysideError.OtherType)]
    public void A_living_segment_with_another_header_is_refused_and_a_stale_one_made_anew(long offset, long word, QuaysideError error)
    {
        Kinds.RequireFiles();
        using (var living = LiveValue<int>.Open(Key))
        {
            _ = living.Write(1);
            Kinds.WriteWord(Key, offset, word);
            Assert.Equal(error, Assert.Throws<QuaysideException>(() => LiveValue<int>.Open(Key)).Error);
            Kinds.Copy(Key, Key);
        }

        Assert.True(File.Exists(Kinds.PathOf(Key)));
        using var fresh = LiveValue<int>.Open(Key);
        Assert.False(fresh.TryRead(out _));
    }

    [Fact]
    public void A_file_without_contents_is_somebody_elses()
    {
        Kinds.RequireFiles();
        File.WriteAllBytes(Kinds.PathOf(Key), []);

        Assert.Equal(QuaysideError.NotAQuaysideSegment, Assert.Throws<QuaysideException>(() => RobustLock.Open(Key)).Error);

        Assert.Equal(0, new FileInfo(Kinds.PathOf(Key)).Length);
        File.Delete(Kinds.PathOf(Key));
    }

    [Fact]
    public void A_generation_starts_again_at_one_and_a_dead_owner_of_the_last_one_is_still_dead()
    {
        Kinds.RequireFiles();
        using var survivor = RobustLock.Open(Key);
        Kinds.WriteWord(Key, ParticipantLayout.PlaceStart(1) + ParticipantLayout.GenerationOffset, uint.MaxValue - 1);
        using (var last = RobustLock.Open(Key))
        {
            _ = last.Enter();
            Assert.Equal(uint.MaxValue, Kinds.ReadWord(Key, ParticipantLayout.PlaceStart(1)));
        }

        using (var first = RobustLock.Open(Key))
        {
            Assert.Equal(1u, Kinds.ReadWord(Key, ParticipantLayout.PlaceStart(1)));
            Assert.Equal(RobustLockResult.Abandoned, survivor.Enter());
            survivor.MarkConsistent();
            Assert.Equal(RobustLockResult.TimedOut, first.TryEnter(TimeSpan.Zero));
            survivor.Leave();
        }
    }

    private static class Kinds
    {
        public static void RequireFiles() => KeyKind.PlatformSafe.RequireLastingNames();

        public static string PathOf(IpcKey key) => "/dev/shm/" + key.NativeName.TrimStart('/');

        public static void WriteWord(IpcKey key, long offset, long word)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, word);
            using var file = File.Open(PathOf(key), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Position = offset;
            file.Write(bytes);
        }

        public static ulong ReadWord(IpcKey key, long offset)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            using var file = File.Open(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = offset;
            file.ReadExactly(bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        /// <summary>Puts a copy in the place of a file, which its users keep: a segment that all who used it left without a word.</summary>
        public static void Copy(IpcKey from, IpcKey to)
        {
            var copy = PathOf(to) + ".copy";
            File.Copy(PathOf(from), copy);
            File.Move(copy, PathOf(to), overwrite: true);
        }
    }
}
