using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>Whether a process hears a signal.</summary>
public class SignalsTests
{
    [Theory]
    [InlineData("SigIgn:\t0000000000000002", "INT", true)]
    [InlineData("SigIgn:\t0000000000000006", "INT", true)]
    [InlineData("SigIgn:\t0000000000001004", "INT", false)]
    [InlineData("SigIgn:\t0000000000004000", "TERM", true)]
    [InlineData("SigCgt:\t0000000000000002", "INT", false)]
    public void A_signal_is_ignored_where_its_bit_is_set(
        string line,
        string signal,
        bool ignored
    ) => Signals.IsIgnored(["Name:\tdotnet", line], signal).ShouldBe(ignored);
}
