#include "kernel.h"

#define VARIANT ifma
#define INLINE static inline __attribute__((always_inline))

#include "lanes_ifma.h"
#include "montgomery.h"
#include "residues.h"
#include "bytes.h"
#include "operations.h"
#include "tables.h"
#include "conversions.h"
