// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Diagnostics;
using Quayside.Participants;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;
using Quayside.Platform.Participants.Posix;

namespace Quayside.Tests.Robust;

/// <content>Segments that are files, which tests can change, replace and find when nobody has them open.</content>
public sealed partial class PlatformSafeKeyOpeningTests
{
    [Fact]
    public void Capacities_that_do_not_fit_are_told_in_the_words_of_what_does_not_fit_and_with_the_key_that_was_looked_under()
    {
        using (LiveBuffer.Open(Name, 10))
        {
            var exception = Assert.Throws<QuaysideException>(() => LiveBuffer.Open(Name, 11));
            Assert.Contains($"'{Key}'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("it takes values of up to 10 bytes, and 11 are wanted", exception.Message, StringComparison.Ordinal);
        }

        using (FramePublisher.Open(Name, new FrameShape(4, 4, PixelFormat.Gray8)))
        {
            var exception = Assert.Throws<QuaysideException>(() => FramePublisher.Open(Name, new FrameShape(400, 400, PixelFormat.Gray8)));
            Assert.Contains($"'{Key}'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("it takes frames of up to", exception.Message, StringComparison.Ordinal);
        }
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
        using (var living = LiveValue<int>.Open(Key))
        {
            _ = living.Write(1);
            SegmentFile.WriteWord(Key, offset, word);
            Assert.Equal(error, Assert.Throws<QuaysideException>(() => LiveValue<int>.Open(Key)).Error);
            SegmentFile.Copy(Key, Key);
        }

        Assert.True(File.Exists(SegmentFile.PathOf(Key)));
        using var fresh = LiveValue<int>.Open(Key);
        Assert.False(fresh.TryRead(out _));
    }

    [Fact]
    public void A_file_without_contents_is_somebody_elses()
    {
        File.WriteAllBytes(SegmentFile.PathOf(Key), []);

        Assert.Equal(QuaysideError.NotAQuaysideSegment, Assert.Throws<QuaysideException>(() => RobustLock.Open(Key)).Error);

        Assert.Equal(0, new FileInfo(SegmentFile.PathOf(Key)).Length);
        File.Delete(SegmentFile.PathOf(Key));
    }

    [Fact]
    public void A_generation_starts_again_at_one_and_a_dead_owner_of_the_last_one_is_still_dead()
    {
        using var survivor = RobustLock.Open(Key);
        SegmentFile.WriteWord(Key, ParticipantLayout.PlaceStart(1) + ParticipantLayout.GenerationOffset, uint.MaxValue - 1);
        using (var last = RobustLock.Open(Key))
        {
            _ = last.Enter();
            Assert.Equal(uint.MaxValue, SegmentFile.ReadWord(Key, ParticipantLayout.PlaceStart(1)));
        }

        using (var first = RobustLock.Open(Key))
        {
            Assert.Equal(1u, SegmentFile.ReadWord(Key, ParticipantLayout.PlaceStart(1)));
            Assert.Equal(RobustLockResult.Abandoned, survivor.Enter());
            survivor.MarkConsistent();
            Assert.Equal(RobustLockResult.TimedOut, first.TryEnter(TimeSpan.Zero));
            survivor.Leave();
        }
    }

    [Fact]
    public void A_reader_of_whom_nobody_would_know_is_refused()
    {
        using var writer = LiveValue<int>.Open(Key);
        var path = SegmentFile.PathOf(Key);
        var descriptor = SharedFile.Open(path, LibC.O_RDWR, out _);
        using (var stranger = new ParticipantFile(descriptor, path, isWritable: true))
        {
            Assert.True(stranger.TryLock(ParticipantFile.Readers, LibC.F_WRLCK).Succeeded);
            Assert.Equal(QuaysideError.Unknown, Assert.Throws<QuaysideException>(() => LiveValue<int>.OpenReadOnly(Key)).Error);
        }

        LiveValue<int>.OpenReadOnly(Key).Dispose();
    }

    [Fact]
    public void A_description_that_a_terminal_would_obey_is_told_without_what_it_would_obey()
    {
        using var living = LiveValue<int>.Open(Key);
        SegmentFile.WriteWord(Key, SegmentLayout.FingerprintOffset, 99);
        SegmentFile.WriteWord(Key, SegmentLayout.DescriptionOffset, BinaryPrimitives.ReadInt64LittleEndian("\u001b[2Jeasy"u8));

        var refusal = Assert.Throws<QuaysideException>(() => LiveValue<int>.Open(Key));

        Assert.Contains("'?[2Jeasy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_was_cut_off_is_refused()
    {
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

    private static class SegmentFile
    {
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
