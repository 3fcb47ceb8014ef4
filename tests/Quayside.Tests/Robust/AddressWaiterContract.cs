// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Diagnostics.Examination;
using Quayside.Participants;
using Quayside.Platform.Defaults;
using Quayside.Platform.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>What sleeping on many words at once does, on every system.</summary>
public abstract class AddressWaiterContract : IDisposable
{
    private static readonly TimeSpan _long = Watchdog.Patience * 10;

    private readonly ParticipantSegment _segment;
    private readonly AddressWaiter _sleeper;

    private protected AddressWaiterContract(AddressWaiter sleeper, KeyKind kind)
    {
        _sleeper = sleeper;
        var key = kind.NextKey();
        var made = PlatformDefaults.ParticipantsFor((int)key.Type)!
            .Create(key.NativeName, 2 * SegmentLayout.PageSize, UnixFileMode.UserRead | UnixFileMode.UserWrite, _ => { }, out var segment);
        Assert.True(made.Succeeded);
        _segment = segment!;
    }

    public void Dispose()
    {
        _segment.Remove();
        _segment.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_sleep_ends_when_the_last_of_its_words_changes()
    {
        var last = 8L * _sleeper.Capacity;
        var words = Enumerable.Range(1, _sleeper.Capacity).Select(number => new AwaitedWord(_segment, 8L * number, 0)).ToArray();
        var sleep = Background.Run(() =>
        {
            while (_segment.Words.Load(last) == 0)
            {
                _sleeper.Sleep(words, _long);
            }
        });
        await Background.AssertBlocked(sleep);
        _segment.Words.Store(last, 1);
        _segment.Wake(last, all: true);

        await sleep;
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_sleep_on_a_word_that_has_changed_ends_at_once()
    {
        _segment.Words.Store(64, 5);

        await Background.Run(() => _sleeper.Sleep([new(_segment, 8, 0), new(_segment, 64, 4)], _long));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_interruption_ends_one_sleep_whether_it_comes_before_or_during_it()
    {
        _sleeper.Interrupt();
        _sleeper.Interrupt();
        await Background.Run(() => _sleeper.Sleep([], _long));
        var sleep = Background.Run(() => _sleeper.Sleep([], _long));
        await Background.AssertBlocked(sleep);
        _sleeper.Interrupt();

        await sleep;
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_sleep_ends_when_its_time_is_up_and_not_before_without_words()
    {
        var slice = TimeSpan.FromMilliseconds(30);
        var time = Stopwatch.StartNew();
        await Background.Run(() => _sleeper.Sleep([], slice));

        Assert.True(time.Elapsed >= slice);
    }
}
