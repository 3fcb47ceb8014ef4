// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>With which errors each use of a function can fail, and what the operation may then say.</summary>
/// <param name="errors">The errors, by use.</param>
/// <param name="outcomes">What an operation may end with, besides what it usually ends with, when a use has failed with an error.</param>
internal sealed class Expectations(Dictionary<string, Errno[]> errors, Func<string, Errno, SharedMemoryError[]> outcomes)
{
    /// <summary>Gets the uses that every run must have met.</summary>
    public IEnumerable<string> Uses => errors.Where(pair => pair.Value.Length > 0).Select(pair => pair.Key);

    /// <summary>Gets the errors with which a use can fail.</summary>
    public IReadOnlyList<Errno> ErrorsOf(string label) => errors.TryGetValue(label, out var known)
        ? known
        : throw new InvalidOperationException($"Say in the expectations with which errors {label} can fail.");

    /// <summary>Gets what an operation may end with when a use has failed, besides what it usually ends with.</summary>
    public IReadOnlyList<SharedMemoryError> OutcomesOf(string label, Errno error) => outcomes(label, error);
}
