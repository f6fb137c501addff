using System.Runtime.InteropServices;

namespace Evenhand.Node.Clock;

/// <summary>
/// The machine's time, whose timestamps go on while the machine sleeps: after a week asleep, a week has passed by the
/// steady clock too, and the clock on the wall has not jumped.
/// </summary>
public sealed class MachineTime : TimeProvider
{
    // CLOCK_BOOTTIME of Linux. Elsewhere the steady clock of the framework counts sleep already.
    private const int SinceBoot = 7;
    private const long Nanoseconds = 1_000_000_000;
    private static readonly bool CountsSleep = OperatingSystem.IsLinux() && TryRead(out _);

    private MachineTime() { }

    /// <summary>The one of this machine.</summary>
    public static MachineTime Instance { get; } = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => CountsSleep ? Nanoseconds : base.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        CountsSleep && TryRead(out var timestamp) ? timestamp : base.GetTimestamp();

    private static bool TryRead(out long timestamp)
    {
        timestamp = 0;
        try
        {
            if (ReadClock(SinceBoot, out var time) != 0)
                return false;
            timestamp = time.Seconds * Nanoseconds + time.Nanoseconds;
            return true;
        }
        catch (Exception missing)
            when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
