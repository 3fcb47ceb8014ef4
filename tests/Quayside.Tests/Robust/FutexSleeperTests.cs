// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Layout;
using Quayside.Platform;
using Quayside.Platform.Backends.Posix;
using Quayside.Platform.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>Sleeping on many words at once, with the kernel's help and without.</summary>
public sealed class FutexSleeperTests : IDisposable
{
    private static readonly TimeSpan _long = Watchdog.Patience * 10;

    private readonly ParticipantSegment _segment;
    private readonly string _name = "/" + UniqueKey.Next("sleeper").Replace(' ', '-');

    public FutexSleeperTests()
    {
        var made = PlatformDefaults.ParticipantsFor(PlatformDefaults.PosixType)!
            .Create(_name, 2 * SegmentLayout.PageSize, UnixFileMode.UserRead | UnixFileMode.UserWrite, _ => { }, out var segment);
        Assert.True(made.Succeeded);
        _segment = segment!;
    }

    public static TheoryData<bool> Ways => [true, false];

    public void Dispose()
    {
        _segment.Remove();
        _segment.Dispose();
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [MemberData(nameof(Ways))]
    public async Task A_sleep_ends_when_the_last_of_its_words_changes(bool canSleepOnMany)
    {
        var sleeper = new FutexSleeper(canSleepOnMany);
        var last = 8L * sleeper.Capacity;
        var words = Enumerable.Range(1, sleeper.Capacity).Select(number => new AwaitedWord(_segment, 8L * number, 0)).ToArray();
        var sleep = Background.Run(() =>
        {
            while (_segment.Words.Load(last) == 0)
            {
                sleeper.Sleep(words, _long);
            }
        });
        await Background.AssertBlocked(sleep);
        _segment.Words.Store(last, 1);
        _segment.Wake(last, all: true);

        await sleep;
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [MemberData(nameof(Ways))]
    public async Task A_sleep_on_a_word_that_has_changed_ends_at_once(bool canSleepOnMany)
    {
        _segment.Words.Store(64, 5);

        await Background.Run(() => new FutexSleeper(canSleepOnMany).Sleep([new(_segment, 8, 0), new(_segment, 64, 4)], _long));
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [MemberData(nameof(Ways))]
    public async Task An_interruption_ends_one_sleep_whether_it_comes_before_or_during_it(bool canSleepOnMany)
    {
        var sleeper = new FutexSleeper(canSleepOnMany);
        sleeper.Interrupt();
        sleeper.Interrupt();
        await Background.Run(() => sleeper.Sleep([], _long));
        var sleep = Background.Run(() => sleeper.Sleep([], _long));
        await Background.AssertBlocked(sleep);
        sleeper.Interrupt();

        await sleep;
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [MemberData(nameof(Ways))]
    public async Task A_sleep_ends_when_its_time_is_up_and_not_before_without_words(bool canSleepOnMany)
    {
        var slice = TimeSpan.FromMilliseconds(30);
        var time = Stopwatch.StartNew();
        await Background.Run(() => new FutexSleeper(canSleepOnMany).Sleep([], slice));

        Assert.True(time.Elapsed >= slice);
    }
}
