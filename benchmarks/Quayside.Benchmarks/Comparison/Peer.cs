// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;

namespace Quayside.Benchmarks.Comparison;

/// <summary>A program in another language that measures its own operations, one at a time when asked: a line each way.</summary>
internal class Peer : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly ChildProcess _process;

    /// <summary>Starts the program.</summary>
    public Peer(string path, params IEnumerable<string> arguments) => _process = ChildProcess.Start(path, arguments);

    /// <summary>Gets the id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Runs an operation <paramref name="count"/> times.</summary>
    /// <returns>Nanoseconds for each.</returns>
    public double Measure(string operation, int count) =>
        double.Parse(Ask($"{operation} {count}"), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _ = _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Sends a line and takes the value out of the answer "name value unit".</summary>
    protected string Ask(string line) => _process.Ask(line, _patience).Split(' ')[1];
}
