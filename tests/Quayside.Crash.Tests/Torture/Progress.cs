// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.Crash.Tests.Torture;

/// <summary>Shows how far a run is, on the terminal that <c>./test</c> names, once a second.</summary>
/// <param name="kills">How far it is to go.</param>
internal sealed class Progress(int kills) : IDisposable
{
    private readonly StreamWriter? _terminal = Environment.GetEnvironmentVariable("QUAYSIDE_TERMINAL") is { Length: > 0 } path
        ? new StreamWriter(path, append: true)
        : null;

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _shown = Stopwatch.GetTimestamp();

    /// <summary>Shows it, if it is time.</summary>
    public void Show(Run run)
    {
        if (_terminal is not null && Stopwatch.GetElapsedTime(_shown) > TimeSpan.FromSeconds(1))
        {
            _shown = Stopwatch.GetTimestamp();
            var speed = run.Kills / Stopwatch.GetElapsedTime(_start).TotalSeconds;
            _terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r   {run.Kills} of {kills} kills, {speed:F0} a second "));
            _terminal.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _terminal?.WriteLine();
        _terminal?.Dispose();
    }
}
