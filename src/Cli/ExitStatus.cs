namespace Evenhand.Cli;

/// <summary>What a verb tells the shell.</summary>
internal static class ExitStatus
{
    public const int Ok = 0,
        Failed = 1,
        BadInput = 2;
}
