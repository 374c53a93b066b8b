/*
 * The rows of graph_error.h about publishing. Instagram: meta-graph.md 5.8; codes, subcodes and
 * where each surfaces are Meta's, wordings are near to what was observed (2026-11) and nobody may
 * depend on them. Pages: 6 and 7.3; of 324, 389 and 6000 only the codes are sure.
 */
#ifndef GRAPHSIM_GRAPH_ERROR_PUBLISH_H
#define GRAPHSIM_GRAPH_ERROR_PUBLISH_H

#define REQUEST "invalid_request"
#define ROLE_TEXT                                                                                  \
	"(#200) User does not have sufficient administrative permission for this action on this "  \
	"page. If the page business requires Two Factor Authentication, the user also needs to "   \
	"enable Two Factor Authentication."

/* name, HTTP status, code, subcode, type, message, user title, user text, kind */
#define GRAPH_PUBLISH_ERRORS(X)                                                                    \
	/* who may */                                                                              \
	X(NOT_SUFFICIENT_ROLE, 403, 200, 0, OAUTH, ROLE_TEXT, "", "", "insufficient_scope")        \
	X(ACCOUNT_RESTRICTED, 400, 25, 2207050, OAUTH, "The Instagram account is restricted.",     \
	  "Account restricted",                                                                    \
	  "The Instagram account is inactive, checkpointed or restricted. Sign in to the "         \
	  "Instagram app and follow the instructions.",                                            \
	  REQUEST)                                                                                 \
	X(SPAM_SUSPECTED, 400, 4, 2207051, OAUTH, "Application request limit reached",             \
	  "Action restricted",                                                                     \
	  "We restrict certain activity to protect our community. Tell us if you think we made a " \
	  "mistake.",                                                                              \
	  REQUEST)                                                                                 \
	/* fetching and checking the file */                                                       \
	X(MEDIA_NOT_FETCHED, 400, 9004, 2207052, OAUTH,                                            \
	  "Only photo or video can be accepted as media type.", "Media download has failed.",      \
	  "The media could not be fetched from this URI: {0}. Please check the limits of the "     \
	  "media URL.",                                                                            \
	  REQUEST)                                                                                 \
	X(MEDIA_DOWNLOAD_TIMED_OUT, 400, -2, 2207003, OAUTH, "Timeout while downloading media.",   \
	  "Media download timed out", "It takes too long to download the media.", REQUEST)         \
	X(IMAGE_TOO_LARGE, 400, 36000, 2207004, OAUTH, "The image size is too large.",             \
	  "Image size too large",                                                                  \
	  "The image is too large to download. It should be less than 8 MiB.", REQUEST)            \
	X(IMAGE_FORMAT_UNSUPPORTED, 400, 36001, 2207005, OAUTH,                                    \
	  "The image format is not supported.", "Image format not supported",                      \
	  "The image format {0} is not supported. Please check supported formats: jpeg.", REQUEST) \
	X(IMAGE_RATIO_WRONG, 400, 36003, 2207009, OAUTH, "The aspect ratio is not supported.",     \
	  "Invalid aspect ratio",                                                                  \
	  "The submitted image with aspect ratio {0} cannot be published. Please submit an image " \
	  "with a valid aspect ratio.",                                                            \
	  REQUEST)                                                                                 \
	X(VIDEO_UNSUPPORTED, 400, 352, 2207026, OAUTH, "The video format is not supported.",       \
	  "Unsupported video format",                                                              \
	  "The video format is not supported. Please check the specification of the video.",       \
	  REQUEST)                                                                                 \
	X(THUMB_OFFSET_WRONG, 400, 1, 2207057, OAUTH, "Thumbnail offset is invalid.",              \
	  "Thumbnail offset out of range",                                                         \
	  "The thumbnail offset must be at least 0 and less than the duration of the video.",      \
	  REQUEST)                                                                                 \
	/* parameters */                                                                           \
	X(CAPTION_TOO_LONG, 400, 36004, 2207010, OAUTH, "The submitted caption is too long.",      \
	  "The caption was too long",                                                              \
	  "The caption has {0}. At most 2,200 characters, 30 hashtags and 20 mentions are "        \
	  "allowed.",                                                                              \
	  REQUEST)                                                                                 \
	X(MEDIA_TYPE_UNKNOWN, 400, 100, 2207023, OAUTH, "The media type is unknown.",              \
	  "Unknown media type", "The media type {0} is unknown.", REQUEST)                         \
	X(CAROUSEL_COUNT, 400, 100, 2207028, OAUTH, "The carousel cannot be published.",           \
	  "Carousel cannot be published", "A carousel needs between 2 and 10 media.", REQUEST)     \
	X(PRODUCT_TAG_ON_VIDEO, 400, 100, 2207035, OAUTH, "Invalid parameter",                     \
	  "Product tag positions not supported",                                                   \
	  "Positions of product tags are not supported on videos.", REQUEST)                       \
	X(PRODUCT_TAG_NO_POSITION, 400, 100, 2207036, OAUTH, "Invalid parameter",                  \
	  "Product tag positions required", "Product tags of photos need positions.", REQUEST)     \
	X(PRODUCT_TAG_INVALID, 400, 100, 2207037, OAUTH, "Invalid parameter",                      \
	  "Product tags invalid", "One or more of the product tags cannot be used.", REQUEST)      \
	X(TOO_MANY_TAGS, 400, 100, 2207040, OAUTH, "Invalid parameter", "Too many tags",           \
	  "At most 20 tags can be added.", REQUEST)                                                \
	X(LOCATION_INVALID, 400, 100, 0, OAUTH,                                                    \
	  "(#100) INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID", "", "", REQUEST)                   \
	X(AUDIO_INVALID, 400, 100, 9050, OAUTH, "Invalid parameter", "Audio cannot be used",       \
	  "The audio_configuration is not valid: {0}.", REQUEST)                                   \
	/* containers and publishing */                                                            \
	X(CONTAINER_GONE, 400, 24, 2207008, OAUTH, "The requested resource does not exist",        \
	  "Media does not exist",                                                                  \
	  "The media builder with creation id = {0} does not exist or has expired.", REQUEST)      \
	X(CONTAINER_NOT_READY, 400, 9007, 2207027, OAUTH, "Media ID is not available",             \
	  "The media is not ready to be published",                                                \
	  "The media is not ready for publishing, please wait for a moment", REQUEST)              \
	X(QUOTA_REACHED, 400, 9, 2207042, OAUTH,                                                   \
	  "(#9) Application request limit reached for this resource",                              \
	  "Reached maximum number of posts",                                                       \
	  "You reached the maximum number of {0} that are allowed within 24 hours.", REQUEST)      \
	X(MEDIA_EXPIRED, 400, -2, 2207020, OAUTH, "The media has expired.", "Media expired",       \
	  "The media you are trying to access has expired. Please upload it again.", REQUEST)      \
	X(MEDIA_NOT_FOUND, 400, 24, 2207006, OAUTH, "The requested resource does not exist",       \
	  "Media not found", "The media was deleted, or you have no permission to see it.",        \
	  REQUEST)                                                                                 \
	X(INSTAGRAM_SERVER, 400, -1, 2207001, OAUTH, "Instagram server error. Try again later.",   \
	  "Server error", "Instagram had a problem. Please try again.", REQUEST)                   \
	X(MEDIA_CREATION_FAILED, 400, -1, 2207032, OAUTH, "Fatal", "Media creation failed",        \
	  "Create media fail, please try to create the media again.", REQUEST)                     \
	X(UPLOAD_UNKNOWN_ERROR, 400, -1, 2207053, OAUTH, "Fatal", "Unknown upload error",          \
	  "An unknown error happened while the video was uploaded.", REQUEST)                      \
	X(PROCESSING_FAILED, 400, -1, 2207076, OAUTH, "Fatal", "Processing failed",                \
	  "The video could not be processed.", REQUEST)                                            \
	X(UPLOAD_FAILED, 400, -1, 2207082, OAUTH, "Fatal", "Upload failed",                        \
	  "The media could not be uploaded.", REQUEST)                                             \
	X(DELETE_UNSUPPORTED, 400, -1, 2207073, OAUTH, "Fatal", "Media Type Not Supported",        \
	  "This type of media cannot be deleted.", REQUEST)                                        \
	/* Pages */                                                                                \
	X(POST_EMPTY, 400, 100, 0, OAUTH,                                                          \
	  "(#100) A post needs one of: message, link, attached_media", "", "", REQUEST)            \
	X(POST_DUPLICATE, 400, 506, 1455006, OAUTH, "(#506) Duplicate status message",             \
	  "Duplicate Status Update",                                                               \
	  "This status update is identical to the last one you posted.", REQUEST)                  \
	X(POST_OF_OTHER_APP, 403, 200, 0, OAUTH,                                                   \
	  "(#200) This post was not created by the application", "", "", "insufficient_scope")     \
	X(SCHEDULE_INVALID, 400, 100, 0, OAUTH,                                                    \
	  "(#100) The specified scheduled publish time is invalid.", "", "", REQUEST)              \
	X(SCHEDULE_OF_PUBLISHED, 400, 100, 0, OAUTH,                                               \
	  "(#100) You cannot specify a scheduled publish time on a published post", "", "",        \
	  REQUEST)                                                                                 \
	X(ATTACHED_INVALID, 400, 100, 0, OAUTH,                                                    \
	  "(#100) Invalid parameter: attached_media[{0}] is no photo of this Page that can be "    \
	  "attached",                                                                              \
	  "", "", REQUEST)                                                                         \
	X(LINK_INVALID, 400, 100, 2061006, OAUTH, "Invalid parameter", "Bad URL",                  \
	  "The link is not properly formatted.", REQUEST)                                          \
	X(PHOTO_INVALID, 400, 324, 2069019, OAUTH, "(#324) Missing or invalid image file",         \
	  "Invalid image file", "The image could not be read: {0}", REQUEST)                       \
	X(PHOTO_TOO_LARGE, 400, 100, 1366046, OAUTH, "Invalid parameter", "Can't Read Files",      \
	  "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, "   \
	  "PNG, GIF or TIFF files.",                                                               \
	  REQUEST)                                                                                 \
	X(PHOTO_POSTED_BEFORE, 400, 100, 1366051, OAUTH, "Invalid parameter", "Already posted",    \
	  "These photos were already posted.", REQUEST)                                            \
	X(VIDEO_NOT_FETCHED, 400, 389, 0, OAUTH, "(#389) Unable to fetch video file from URL.",    \
	  "", "", REQUEST)                                                                         \
	X(PAGE_VIDEO_UNSUPPORTED, 400, 352, 0, OAUTH,                                              \
	  "(#352) The video file you selected is in a format that we don't support.", "", "",      \
	  REQUEST)                                                                                 \
	X(VIDEO_INCOMPLETE, 400, 6000, 0, OAUTH,                                                   \
	  "(#6000) There was a problem uploading your video file. Please try again.", "", "",      \
	  REQUEST)                                                                                 \
	X(VIDEO_FINISHED_BEFORE, 400, 6000, 0, OAUTH,                                              \
	  "(#6000) This video has been published already.", "", "", REQUEST)                       \
	X(REEL_RATIO, 400, 6000, 1363040, OAUTH, "Invalid parameter",                              \
	  "Aspect ratio not supported", "The aspect ratio of a reel must be 9:16.", REQUEST)       \
	X(REEL_RESOLUTION, 400, 6000, 1363127, OAUTH, "Invalid parameter", "Resolution too low",   \
	  "A reel must have at least 540 x 960 pixels.", REQUEST)                                  \
	X(REEL_LENGTH, 400, 6000, 1363128, OAUTH, "Invalid parameter", "Duration not supported",   \
	  "A reel must be 3 to 90 seconds long.", REQUEST)                                         \
	X(REEL_RATE, 400, 6000, 1363129, OAUTH, "Invalid parameter", "Frame rate not supported",   \
	  "A reel must have 24 to 60 frames per second.", REQUEST)

#endif
