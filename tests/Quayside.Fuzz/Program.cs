// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Fuzz;
using SharpFuzz;

// seeds DIRECTORY   writes pictures of every kind there, for the fuzzer to begin with
// try FILE          reads one file as the fuzzer's are read: to see what a crash was
// nothing           reads what afl-fuzz sends
switch (args)
{
    case ["seeds", var directory]:
        Seeds.Write(directory);
        break;

    case ["try", var file]:
        Target.Read(File.ReadAllBytes(file));
        break;

    default:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Target.Read(bytes.ToArray());
        });
        break;
}
