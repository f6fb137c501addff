using Xunit;
using static Evenhand.Tests.Tidy.PlantedTree;

namespace Evenhand.Tests.Tidy;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("namespace Evenhand.Core.Policy; public sealed record Bucket(int Tokens);")]
    [InlineData("namespace Evenhand.Core.Policy; public enum Gate { } public class Limits;")]
    [InlineData("namespace Evenhand.Core.Policy; public class Bucket { class Limit; }")]
    public void A_file_without_a_type_of_its_name_is_caught(string text) =>
        ShouldBeCaught(FileNames.Check, "src/Core/Policy/Limit.cs", text);

    [Theory]
    [InlineData("namespace Evenhand.Core.Policy; public record Limit; public enum Bound { }")]
    [InlineData("namespace Evenhand.Core.Policy; public readonly record struct Limit<T>(T At);")]
    [InlineData("[assembly: System.CLSCompliant(false)]")]
    public void A_type_with_those_that_are_its_own_and_a_file_without_types_pass(string text) =>
        ShouldBeTidy(FileNames.Check, "src/Core/Policy/Limit.cs", text);
}
