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
    public const int Bulk = 100;
    public const int IdempotencyKey = 100;

    /// <summary>How long a call may be repeated with its idempotency key.</summary>
    public static readonly TimeSpan IdempotencyKeyLifetime = TimeSpan.FromHours(24);

    /// <summary>A file that was uploaded and not sent with a message by then is thrown away.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromHours(24);

    /// <summary>An API body holds one message and its frame.</summary>
    public const long ApiBody = 256 * 1024;

    /// <summary>View counts stop here: nobody counts beyond, and counting all would cost more with every ticket.</summary>
    public const int CountCap = 99;

    /// <summary>A closed ticket can be reopened this long; later its story goes on in a linked follow-up.</summary>
    public static readonly TimeSpan ReopenWindow = TimeSpan.FromDays(14);

    /// <summary>A resolved ticket that nobody reopens closes itself after so many days, unless the tenant has set otherwise.</summary>
    public const int AutoCloseDays = 7;
}
