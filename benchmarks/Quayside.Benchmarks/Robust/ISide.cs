// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Benchmarks.Robust;

/// <summary>One of two processes that answer each other: what it raises, and what it waits for.</summary>
internal interface ISide : IDisposable
{
    /// <summary>Raises its own. Does not wait.</summary>
    void Raise();

    /// <summary>Waits until the other one has raised.</summary>
    void Await();
}
