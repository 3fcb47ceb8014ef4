// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>Does each scene once for each call it makes and each error with which that call can fail.</summary>
internal sealed class Rehearsal(Func<string, IpcKey> makeKey, Expectations expectations, Neighbour neighbour, Action<string> report)
{
    private readonly Dictionary<string, int> _cases = [];

    /// <summary>Gets how many cases were done, by call.</summary>
    public IReadOnlyDictionary<string, int> Cases => _cases;

    /// <summary>Does a scene with every failure.</summary>
    public void Do(Scene scene)
    {
        // A second time, because the first time loads code and files.
        _ = CallsOf(scene);
        var labels = CallsOf(scene);
        for (var call = 0; call < labels.Count; call++)
        {
            foreach (var error in expectations.ErrorsOf(labels[call]))
            {
                _cases[labels[call]] = _cases.GetValueOrDefault(labels[call]) + 1;
                if (Complaint(scene, call, labels[call], error) is { } complaint)
                {
                    report($"{scene.Name}: call {call}, {labels[call]}, {error}: {complaint}");
                }
            }
        }
    }

    private List<string> CallsOf(Scene scene)
    {
        using var stage = new Stage { Key = makeKey(Stage.NextName()) };
        scene.Prepare(stage);
        Shim.Arm(-1, 0);
        var outcome = scene.Act(stage);
        var labels = Enumerable.Range(0, Shim.Count()).Select(Shim.Label).ToList();
        stage.Dispose();
        if (outcome.Error != scene.Usual)
        {
            report($"{scene.Name}: ended with {outcome} though no call failed");
        }

        if (neighbour.Use(stage.Key) is { } complaint)
        {
            report($"{scene.Name}: {complaint} though no call failed");
        }

        return labels;
    }

    private string? Complaint(Scene scene, int call, string label, Errno error)
    {
        var system = Traces.InSystem();
        var process = Traces.InProcess();
        using var stage = new Stage { Key = makeKey(Stage.NextName()) };
        scene.Prepare(stage);
        Shim.Arm(call, (int)error);
        var outcome = scene.Act(stage);
        var wasHit = Shim.WasHit();
        Shim.Arm(-1, 0);

        var complaint = wasHit
            ? OfOutcome(scene, label, error, outcome)
                ?? OfEarlier(scene, stage, label, error, outcome)
                ?? OfSecondTime(scene, stage, error, outcome)
            : "the call was not made";
        stage.Dispose();
        complaint ??= Traces.Difference(process, Traces.InProcess());
        if (Tolerance.LosesObjects(scene, label, error))
        {
            return complaint ?? neighbour.Use(stage.Key);
        }

        complaint ??= Tolerance.LeavesObjects(scene, label) ? null : Traces.Difference(system, Traces.InSystem());
        return complaint ?? neighbour.Use(stage.Key) ?? Traces.Difference(system, Traces.InSystem());
    }

    private string? OfOutcome(Scene scene, string label, Errno error, Outcome outcome) =>
        outcome.Error == scene.Usual || outcome.Error == scene.WithoutLock ? null
        : !expectations.OutcomesOf(label, error).Contains(outcome.Error) ? $"ended with {outcome}"
        : !NamesCause(outcome, error) ? $"the message does not name the cause: {outcome}"
        : null;

    private static string? OfEarlier(Scene scene, Stage stage, string label, Errno error, Outcome outcome)
    {
        if (!scene.KeepsEarlier || outcome.Error == SharedMemoryError.NoError || Tolerance.LosesEarlier(label, error))
        {
            return null;
        }

        // Persistent, so that an orphan outlives this look at it.
        using var earlier = SharedMemory.TryAttach(stage.Key, new SharedMemoryOptions { Persistent = true }, out var found) ? found : null;
        return earlier is { Size: 10 } ? null : $"the earlier segment is gone after {outcome}";
    }

    /// <summary>Does an operation that has failed once more, and this time no call fails.</summary>
    private static string? OfSecondTime(Scene scene, Stage stage, Errno error, Outcome first)
    {
        if (first.Error == scene.Usual)
        {
            return null;
        }

        var second = scene.Act(stage);
        return second.Error == scene.Usual || (second.Error == first.Error && Tolerance.IsLasting(error))
            ? null
            : $"ended with {second} the second time, after {first}";
    }

    private static bool NamesCause(Outcome outcome, Errno error) =>
        outcome.Error is SharedMemoryError.NoError or SharedMemoryError.NotFound or SharedMemoryError.AlreadyExists
        || outcome.NativeError == (int)error
        || outcome.Text.Contains("in use", StringComparison.Ordinal) // Others count as there when the system does not tell.
        || outcome.Text.StartsWith('Q'); // In Qt's words, which do not hold the number.
}
