namespace Quickstart;

/// <summary>One line that is written again and again on a terminal, and now and then into a file.</summary>
public static class Progress
{
    private static DateTime lastAt = DateTime.MinValue;

    /// <summary>Shows where the work stands.</summary>
    public static void Show(string line)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Write("\r" + line.PadRight(70));
        }
        else if (DateTime.UtcNow - lastAt > TimeSpan.FromSeconds(2))
        {
            lastAt = DateTime.UtcNow;
            Console.WriteLine(line);
        }
    }

    /// <summary>Leaves the line as it is.</summary>
    public static void End()
    {
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine();
        }
    }
}
