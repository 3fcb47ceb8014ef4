// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>What is under a key, and what becomes of it.</summary>
public abstract partial class OpeningTests(KeyKind kind) : RobustTest(kind)
{
    [Fact]
    public void Keys_whose_mechanism_cannot_tell_who_lives_are_refused()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => ChangeSignal.Open(IpcKey.SystemV("/x")));
        Assert.Contains("cannot tell who lives", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("IpcKey.InProcess(name)", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RobustLock.Open(string.Empty));
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
}

public sealed partial class PlatformSafeKeyOpeningTests() : OpeningTests(KeyKind.PlatformSafe)
{
    [Fact]
    public void A_plain_text_means_the_platform_safe_key_of_that_text()
    {
        using var byText = RobustLock.Open(Name);
        using var byKey = RobustLock.Open(Key);

        Assert.Equal(Key, byText.Key);
        _ = byText.Enter();
        Assert.Equal(RobustLockResult.TimedOut, byKey.TryEnter(TimeSpan.Zero));
    }

    [Fact]
    public void A_name_that_the_system_cannot_use_is_refused()
    {
        var exception = Assert.Throws<QuaysideException>(() => RobustLock.Open(IpcKey.Native(@"/a/b\c", IpcKey.DefaultType)));

        Assert.Equal(QuaysideError.InvalidKey, exception.Error);
    }
}

public sealed class InProcessOpeningTests() : OpeningTests(KeyKind.InProcess);
