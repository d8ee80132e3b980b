namespace CustomerService.Tickets;

/// <summary>What a ticket holds at most. Generous for people, tight for machines that run wild.</summary>
public static class TicketLimits
{
    public const int Subject = 200;
    public const int Body = 20_000;
    public const int Name = 100;
    public const int Email = 254;
    public const int Tag = 40;
    public const int Tags = 20;
    public const int FieldValue = 4_000;
    public const int Fields = 30;
    public const int FilesPerMessage = 10;
    public const long FileBytes = 20 * 1024 * 1024;
    public const int FileName = 120;
    public const int Page = 100;

    /// <summary>So many tickets are changed at once: some seconds of work, and what one can still answer for.</summary>
    public const int Bulk = 500;
    public const int Links = 20;

    /// <summary>So many tickets are merged into one at once.</summary>
    public const int Merge = 20;

    /// <summary>A file that was uploaded and not sent with a message by then is thrown away.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromHours(24);

    /// <summary>A piece of an upload: what a cut connection costs at most.</summary>
    public const int UploadPiece = 1024 * 1024;

    /// <summary>Files that one visitor may have waiting: those of some forms that are open side by side.</summary>
    public const int UploadsOfVisitor = 30;

    /// <summary>Files that may be announced from one network, however many visitors it has.</summary>
    public const int UploadsOfNetwork = 600;

    /// <summary>
    /// Bytes that may wait from one network, however many visitors it has: an office behind one address stays below it.
    /// </summary>
    public const long UploadBytesOfNetwork = 500L * 1024 * 1024;

    /// <summary>Bytes that may wait in one tenant. Beyond it the network that holds the most gives way.</summary>
    public const long UploadBytesOfTenant = 5L * 1024 * 1024 * 1024;

    /// <summary>
    /// A form with its files, from browsers without script; with script, files come in pieces before. A longer body is refused before it
    /// is read.
    /// </summary>
    public const long FormBody = 64 * 1024 * 1024;

    /// <summary>An API body holds one message and its frame.</summary>
    public const long ApiBody = 256 * 1024;

    /// <summary>Nobody remembers a ticket that sleeps longer.</summary>
    public static readonly TimeSpan Snooze = TimeSpan.FromDays(365);

    /// <summary>View counts stop here: nobody counts beyond, and counting all would cost more with every ticket.</summary>
    public const int CountCap = 99;

    /// <summary>A closed ticket can be reopened this long; later its story goes on in a linked follow-up.</summary>
    public static readonly TimeSpan ReopenWindow = TimeSpan.FromDays(14);

    /// <summary>A resolved ticket that nobody reopens closes itself after so many days, unless the tenant has set otherwise.</summary>
    public const int AutoCloseDays = 7;
}
