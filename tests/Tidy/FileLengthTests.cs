using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class FileLengthTests
{
    [Fact]
    public void A_file_that_crosses_the_limit_is_caught() =>
        ShouldBeCaught(FileLength.Check, "src/Core/Long.cs", Lines(401), line: 401);

    [Fact]
    public void A_file_at_the_limit_passes() =>
        ShouldBeTidy(FileLength.Check, "src/Core/Long.cs", Lines(400));

    private static string Lines(int count) =>
        string.Concat(Enumerable.Repeat("// A line.\n", count));
}
