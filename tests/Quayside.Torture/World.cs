// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Waiting;

namespace Quayside.Torture;

/// <summary>What one who takes part shares with the others.</summary>
/// <param name="directory">A folder of this run alone.</param>
/// <param name="line">Its line in the ledger.</param>
/// <param name="seed">What it does.</param>
internal sealed class World(string directory, int line, int seed) : IDisposable
{
    /// <summary>Places for participants: few, so that one that leaks is missed soon.</summary>
    public const int Participants = 24;

    /// <summary>The longest wait that is not stuck: longer than processes are stopped.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gets what all have mapped.</summary>
    public Ledger Ledger { get; } = new(Path.Combine(directory, "ledger"));

    /// <summary>Gets the line.</summary>
    public int Line => line;

    /// <summary>Gets what decides what is done.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Gets what begins the names of all keys.</summary>
    public string Name { get; } = Path.GetFileName(directory);

    /// <summary>Gets how a segment is opened.</summary>
    public static QuaysideSegmentOptions OptionsOf(Place place) =>
        new() { Participants = Participants, Persistent = place == Place.Persistent, OpenTimeout = Patience };

    /// <summary>Gets the key of a segment.</summary>
    /// <param name="place">Who keeps it.</param>
    /// <param name="kind">What it is.</param>
    public IpcKey KeyOf(Place place, string kind) => IpcKey.PlatformSafe($"{Name} {place} {kind}");

    /// <summary>Counts.</summary>
    public void Add(Count what) => Ledger.Add(line, what);

    /// <summary>Says what went wrong, for the one who started this process.</summary>
    public void Report(Exception exception) =>
        File.WriteAllText(Path.Combine(directory, $"violation-{Environment.ProcessId}"), exception.ToString());

    /// <inheritdoc/>
    public void Dispose() => Ledger.Dispose();
}
