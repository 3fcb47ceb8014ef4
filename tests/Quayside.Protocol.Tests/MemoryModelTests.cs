// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Exploration;
using Quayside.Protocol.Tests.Scenarios;

namespace Quayside.Protocol.Tests;

/// <summary>The model itself: it shows what weakly ordered machines show in the classic litmus tests, and not what fences forbid.</summary>
public sealed class MemoryModelTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Stores_wait_in_buffers_while_later_reads_go_ahead_unless_a_full_fence_is_between(bool isFenced, bool isSeen) =>
        Assert.Equal(isSeen, Litmus.CanSee(
            [0, 0],
            words =>
            {
                Put(words, isFenced, Litmus.X, 1);
                return [words.Load(Litmus.Y)];
            },
            words =>
            {
                Put(words, isFenced, Litmus.Y, 1);
                return [words.Load(Litmus.X)];
            }));

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public void News_may_come_before_what_they_announce_unless_released_and_acquired(bool isReleased, bool isAcquired, bool isSeen)
    {
        Assert.Equal(isSeen, Litmus.CanSee(
            [1, 0],
            words =>
            {
                words.Write(Litmus.X, 1);
                if (isReleased)
                {
                    words.Store(Litmus.Y, 1);
                }
                else
                {
                    words.Write(Litmus.Y, 1);
                }

                return [];
            },
            words => [isAcquired ? words.Load(Litmus.Y) : words.Read(Litmus.Y), words.Read(Litmus.X)]));
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public void Barriers_order_plain_reads_and_writes_in_pairs(bool hasWriteBarrier, bool hasReadBarrier, bool isSeen) =>
        Assert.Equal(isSeen, Litmus.CanSee(
            [1, 0],
            words =>
            {
                words.Write(Litmus.X, 1);
                if (hasWriteBarrier)
                {
                    words.WriteBarrier();
                }

                words.Write(Litmus.Y, 1);
                return [];
            },
            words =>
            {
                var first = words.Read(Litmus.Y);
                if (hasReadBarrier)
                {
                    words.ReadBarrier();
                }

                return [first, words.Read(Litmus.X)];
            }));

    [Fact]
    public void Nobody_sees_one_word_go_back() => Assert.False(Litmus.CanSee(
        [2, 1],
        words =>
        {
            words.Write(Litmus.X, 1);
            words.Write(Litmus.X, 2);
            return [];
        },
        words => [words.Read(Litmus.X), words.Read(Litmus.X)]));

    [Fact]
    public void Two_exchanges_never_meet_the_same_value() => Assert.False(Litmus.CanSee(
        [0, 0], words => [words.Exchange(Litmus.X, 1)], words => [words.Exchange(Litmus.X, 2)]));

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Stores_of_two_actors_may_overtake_each_other_unless_they_are_exchanges(bool isFenced, bool isSeen) =>
        Assert.Equal(isSeen, Litmus.CanSee(
            [1, 1],
            words =>
            {
                Put(words, isFenced, Litmus.X, 1);
                Put(words, isFenced, Litmus.Y, 2);
                return [];
            },
            words =>
            {
                Put(words, isFenced, Litmus.Y, 1);
                Put(words, isFenced, Litmus.X, 2);
                return [];
            },
            words => [words.Read(Litmus.X), words.Read(Litmus.Y)]));

    [Fact]
    public void A_read_never_sees_what_depends_on_it() => Assert.False(Litmus.CanSee(
        [1, 1],
        words =>
        {
            var seen = words.Read(Litmus.X);
            words.Write(Litmus.Y, seen);
            return [seen];
        },
        words =>
        {
            var seen = words.Read(Litmus.Y);
            words.Write(Litmus.X, seen);
            return [seen];
        }));

    private static void Put(ActorWords<LitmusOracle> words, bool isFenced, long offset, ulong value)
    {
        if (isFenced)
        {
            words.Exchange(offset, value);
        }
        else
        {
            words.Write(offset, value);
        }
    }
}
