// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using BenchmarkDotNet.Running;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;

// `./benchmark` at the root of the repository builds both sides and calls this:
//   compare QT-PROGRAM [FILE]   measure against Qt; with a file, write the tables between its markers
//   anything else               BenchmarkDotNet's options
if (args is not ["compare", var qtProgram, .. { Length: <= 1 } target])
{
    _ = BenchmarkSwitcher.FromTypes([typeof(QSharedMemoryOperations), typeof(SharedMemoryOperations)]).Run(args);
    return;
}

var report = Compare.Run(qtProgram);
Console.WriteLine(report);
if (target is [var file])
{
    Report.Write(file, report);
}
