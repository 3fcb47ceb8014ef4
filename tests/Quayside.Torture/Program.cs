// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Torture;

// In the arguments: the folder of the run, the line in the ledger, the seed, and perhaps a mode. Works until it is killed; by
// itself it ends after a while, so that nothing is left when the one who started it is no more.
const int LongestLifeMilliseconds = 120_000;

if (args is ["storm", var mode, var first, var kills, var directory, var tool])
{
    using var storm = new Storm(directory, mode);
    Console.WriteLine(storm.Run(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(kills, CultureInfo.InvariantCulture), tool));
    return 0;
}

using var world = new World(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
var duties = Duties.Of(world, args.ElementAtOrDefault(3));
var end = Environment.TickCount64 + LongestLifeMilliseconds;
try
{
    world.Ledger.Set(world.Line, Count.Process, Environment.ProcessId);
    while (Environment.TickCount64 < end)
    {
        duties[world.Random.Next(duties.Length)].DoSomething();
        world.Add(Count.Done);
    }

    Array.ForEach(duties, duty => duty.Leave());
    return 0;
}
catch (Exception exception)
{
    world.Report(exception);
    return 1;
}
