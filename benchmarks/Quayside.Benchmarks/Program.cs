// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using BenchmarkDotNet.Running;
using Quayside.Benchmarks.Comparison;
using Quayside.Benchmarks.Operations;
using Quayside.Benchmarks.Pictures;
using Quayside.Benchmarks.Robust;
using Quayside.Benchmarks.Scale;

// `./benchmark` at the root of the repository builds both sides and calls this:
//   compare QT-PROGRAM [FILE]       measure memory against Qt; with a file, write the tables between its markers
//   pictures DIRECTORY [FILE PLOT]  pictures and frames beside the peers there; the same, and the plot as SVG
//   robust DIRECTORY [FILE]         measure Quayside segments against the peers there; the same
//   scale [FILE]                    many segments, many processes; the same
//   anything else                   BenchmarkDotNet's options
switch (args)
{
    case ["compare", var qtProgram, .. { Length: <= 1 } file]:
        Publish(Compare.Run(qtProgram), "table", file);
        break;

    case ["pictures", var directory]:
        Publish(PictureReport.Run(directory).Tables, "pictures", []);
        break;

    case ["pictures", var directory, var file, var plot]:
        var (tables, svg) = PictureReport.Run(directory);
        Publish(tables, "pictures", [file]);
        File.WriteAllText(plot, svg);
        break;

    case ["frame-stream-child", var key]:
        FrameStream.Child(key);
        break;

    case ["picture-holder", var key, var width, var height]:
        PictureHolder.Child(key, width, height);
        break;

    case ["robust", var directory, .. { Length: <= 1 } file]:
        Publish(RobustComparison.Run(directory), "robust", file);
        break;

    case ["round-trip-child", var key, .. var size]:
        RoundTrip.Child(key, size);
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
