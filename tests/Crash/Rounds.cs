namespace Evenhand.Tests.Crash;

/// <summary>How often what is left to chance is tried: <c>./test --long</c> tries more often.</summary>
internal static class Rounds
{
    public static int Of(int usual, int lasting) =>
        Environment.GetEnvironmentVariable("EVENHAND_LONG") == "1" ? lasting : usual;
}
