// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside;
using Quayside.CrashHost;

// One command a line, its parts separated by tabs; one answer a line. The end of the input ends the process in good order.
using var desk = new Desk();
while (Console.ReadLine() is { } line)
{
    string answer;
    try
    {
        answer = desk.Do(line.Split('\t'));
    }
    catch (SharedMemoryException exception)
    {
        answer = $"error {exception.Error} {exception.NativeErrorCode} {exception.Message}";
    }

    Console.WriteLine(answer);
}
