// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using BenchmarkDotNet.Running;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;
using Quayside.Benchmarks.Robust;
using Quayside.Benchmarks.Scale;

// `./benchmark` at the root of the repository builds both sides and calls this:
//   compare QT-PROGRAM [FILE]   measure against Qt; with a file, write the tables between its markers
//   robust DIRECTORY [FILE]     measure Quayside segments against the peers there; the same
//   scale [FILE]                many segments, many processes; the same
//   anything else               BenchmarkDotNet's options
switch (args)
{
    case ["compare", var qtProgram, .. { Length: <= 1 } file]:
        Publish(Compare.Run(qtProgram), "table", file);
        break;

    case ["robust", var directory, .. { Length: <= 1 } file]:
        Publish(RobustComparison.Run(directory), "robust", file);
        break;

    case ["round-trip-child", var key]:
        RoundTrip.Child(key);
        break;

    case ["scale", .. { Length: <= 1 } file]:
        Publish(Scaling.Run(), "scale", file);
        break;

    case ["scale-child", var key]:
        ManyProcesses.Child(key);
        break;

    default:
        _ = BenchmarkSwitcher.FromTypes([typeof(QSharedMemoryOperations), typeof(SharedMemoryOperations)]).Run(args);
        break;
}

static void Publish(string report, string name, string[] file)
{
    Console.WriteLine(report);
    foreach (var path in file)
    {
        Report.Write(path, name, report);
    }
}
