using System.Collections.Concurrent;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>What is wrong with the pages the journey saw. Gathered, so that one run tells all of it.</summary>
internal sealed class Findings
{
    private readonly ConcurrentQueue<string> found = [];

    public void Add(string page, string what) => found.Enqueue($"{page}: {what}");

    public void ShouldBeNone() => found.Distinct().ShouldBeEmpty(string.Join('\n', found.Distinct()));
}
