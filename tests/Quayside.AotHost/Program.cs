// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.CompilerServices;
using Quayside;
using Quayside.AotHost;

// Argument: a key. Then one command a line, one answer a line; the end of the input ends the process in good order.
using var gate = RobustLock.Open($"{args[0]} lock");
using var value = LiveValue<Reading>.Open($"{args[0]} value");
while (Console.ReadLine() is { } line)
{
    Console.WriteLine(line.Split(' ') switch
    {
        ["compiled"] => RuntimeFeature.IsDynamicCodeSupported ? "while it runs" : "ahead of time",
        ["enter"] => $"{gate.Enter()}",
        ["try-enter"] => $"{gate.TryEnter(TimeSpan.Zero)}",
        ["leave"] => Leave(),
        ["write", var number, var temperature] => $"{value.Write(Read(number, temperature))}",
        ["resign"] => Resign(),
        ["read"] when value.Read() is { IsValid: true } reading =>
            string.Create(CultureInfo.InvariantCulture, $"{reading.Number} {reading.Temperature} {reading.Day} {reading.Count}"),
        _ => "error",
    });
}

string Leave()
{
    gate.Leave();
    return "left";
}

string Resign()
{
    value.Resign();
    return "resigned";
}

static Reading Read(string number, string temperature) =>
    new(int.Parse(number, CultureInfo.InvariantCulture), double.Parse(temperature, CultureInfo.InvariantCulture)) { Count = 5 };
