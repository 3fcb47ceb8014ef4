// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Testing;
using Quayside.Torture;

namespace Quayside.Crash.Tests.Torture;

/// <summary>One run: processes that use the same segments in random order, and are killed and stopped at random moments.</summary>
internal sealed class Run : IDisposable
{
    private const int FewestProcesses = 2;
    private const int MostProcesses = 8;
    private const int KillsBetweenChanges = 50;
    private const int OwnLine = Ledger.Lines - 1;

    private readonly PrivateDirectory _directory = new();
    private readonly World _world;
    private readonly Victims[] _victims;

    /// <summary>Prepares a run.</summary>
    /// <param name="mode">More for the processes' command lines.</param>
    public Run(params string[] mode)
    {
        _world = new World(_directory.Path, OwnLine, Environment.ProcessId);
        _victims = [.. Enumerable.Range(0, MostProcesses).Select(line => new Victims(_world, _directory.Path, line, mode))];
    }

    /// <summary>Gets how many processes were killed.</summary>
    public int Kills => _victims.Sum(victims => victims.Kills);

    /// <summary>Gets how many processes were killed before they had done anything.</summary>
    public int Early => _victims.Sum(victims => victims.Early);

    /// <summary>Gets how many things all have done together.</summary>
    public long Done => _world.Ledger.Total(Count.Done);

    /// <summary>Gets how many processes were stopped, and went on.</summary>
    public int Stops => _victims.Sum(victims => victims.Stops);

    /// <summary>Gets the figures so far.</summary>
    public string Figures =>
        $"{Kills} kills of processes at work, one in {Done / Math.Max(1, Kills)} operations, {Early} kills before that, {Stops} stops, {_world.Ledger.Total(Count.Opened)} openings, {_world.Ledger.Total(Count.Acquired)} acquisitions, "
        + $"{HandOvers} hand-overs from the dead, {PutInOrder} of them in the middle of a change, {_world.Ledger.Total(Count.Dropped)} locks dropped, {_world.Ledger.Total(Count.Read)} reads, "
        + $"{_world.Ledger.Total(Count.Written)} writes, {_world.Ledger.Total(Count.Published)} publications, {_world.Ledger.Total(Count.Woken)} wakes, "
        + $"{_world.Ledger.Total(Count.Drawn)} frames drawn, {LooksAtFrames} looks at frames";

    /// <summary>Gets how often somebody looked at a frame.</summary>
    public long LooksAtFrames => _world.Ledger.Total(Count.LookedAt);

    /// <summary>Gets how often somebody got a lock from the dead.</summary>
    public long HandOvers => _world.Ledger.Total(Count.HandedOver);

    /// <summary>Gets how often that one had died in the middle of a change.</summary>
    public long PutInOrder => _world.Ledger.Total(Count.PutInOrder);

    /// <summary>Gets how often a lock was left to others, by a kill at most once, or by disposing its object.</summary>
    public long MostHandOvers => Kills + Early + _world.Ledger.Total(Count.Dropped);

    /// <summary>Kills until it is enough.</summary>
    /// <param name="isEnough">Says when.</param>
    /// <param name="progress">Who is told of progress.</param>
    /// <exception cref="ViolationException">Something happened that must not; the message has all that is known.</exception>
    public void KillUntil(Func<Run, bool> isEnough, Action<Run> progress)
    {
        using var attendants = new Attendants(_world);
        try
        {
            var active = MostProcesses;
            for (var change = KillsBetweenChanges; !isEnough(this); Thread.Sleep(1))
            {
                if (Kills >= change)
                {
                    change = Kills + KillsBetweenChanges;
                    active = _world.Random.Next(FewestProcesses, MostProcesses + 1);
                    Array.ForEach(_victims[active..], victims => victims.End());
                }

                Array.ForEach(_victims[..active], victims => victims.Advance());
                attendants.Check();
                progress(this);
            }

            Array.ForEach(_victims, victims => victims.End());
            Array.ForEach(_victims, victims => victims.Bury());
            attendants.End();
        }
        catch (Exception exception)
        {
            var reports = Directory.GetFiles(_directory.Path, "violation-*").Select(File.ReadAllText);
            throw new ViolationException($"{exception.Message} ({Figures})\n{string.Join('\n', reports)}");
        }
    }

    /// <summary>Checks that all places can be had, and that nothing is left when all have left.</summary>
    public void CheckNothingIsLeft()
    {
        foreach (var place in Enum.GetValues<Place>())
        {
            var options = World.OptionsOf(place);
            CheckPlaces(place, nameof(RobustLock), key => RobustLock.Open(key, options));
            CheckPlaces(place, nameof(ChangeSignal), key => ChangeSignal.Open(key, options));
            CheckPlaces(place, typeof(LiveValue<Block>).Name, key => LiveValue<Block>.Open(key, options));
            CheckPlaces(place, nameof(LiveBuffer), key => LiveBuffer.Open(key, Payload.MostBytes, options));
            CheckPlaces(place, DrawDuty.Frames, key => DrawDuty.Open(key, options));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_victims, victims => victims.Dispose());

        // What a run leaves that has failed.
        foreach (var place in Enum.GetValues<Place>())
        {
            string[] kinds = [nameof(RobustLock), nameof(ChangeSignal), typeof(LiveValue<Block>).Name, nameof(LiveBuffer), DrawDuty.Frames];
            Array.ForEach(kinds, kind => new SegmentFile(_world.KeyOf(place, kind)).DeleteIfThere());
        }

        _world.Dispose();
        _directory.Dispose();
    }

    private void CheckPlaces(Place place, string kind, Func<IpcKey, IDisposable> open)
    {
        var key = _world.KeyOf(place, kind);
        var members = Enumerable.Range(0, World.Participants).Select(_ => open(key)).ToArray();
        Assert.Equal(QuaysideError.NoFreePlace, Assert.Throws<QuaysideException>(() => open(key)).Error);
        Array.ForEach(members, member => member.Dispose());
        var file = new SegmentFile(key);
        if (place == Place.Persistent)
        {
            file.Delete();
        }

        file.CheckIsGone();
    }
}
