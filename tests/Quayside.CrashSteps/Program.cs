// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside;
using Quayside.CrashSteps;

// What it deals with is in the arguments: a kind, a key in Qt's text form, places for participants, and perhaps "persistent". Then a command
// a line and an answer a line. The end of the input ends the process without leaving anything in good order, as a kill does.
var options = new QuaysideSegmentOptions { Participants = Part.Number(args[2]), Persistent = args is [.., "persistent"] };
var part = new Part(args[0], IpcKey.Parse(args[1]), options);
while (Console.ReadLine() is { } line)
{
    Console.WriteLine(line.Split(' ') switch
    {
        ["do", var verb] => part.Do(verb),
        ["record", var meeting, var verb] => Observation.Record(meeting, () => part.Do(verb)),
        ["kill", var step, var occurrence, var meeting, var verb] =>
            Observation.Signal(Observation.Kill, step, Part.Number(occurrence), meeting, () => part.Do(verb)),
        ["stop", var step, var occurrence, var meeting, var verb] =>
            Observation.Signal(Observation.Stop, step, Part.Number(occurrence), meeting, () => part.Do(verb)),
        _ => $"error: unknown command '{line}'",
    });
}
